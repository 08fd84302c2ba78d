// The signal types and content types of the protocol, and the desk's algorithms behind them.
import { Refusal } from '../../kit/errors.ts';
import { parseHash, whatIsWrong } from '../hashes.ts';

export const signalTypes = {
  pdq: { algorithm: 'pdq', contentType: 'photo' },
  video_md5: { algorithm: 'md5', contentType: 'video' },
} as const;

export type SignalType = keyof typeof signalTypes;
export type ContentType = (typeof signalTypes)[SignalType]['contentType'];

export const signalTypeNames = Object.keys(signalTypes) as SignalType[];
export const contentTypeNames = signalTypeNames.map((type) => signalTypes[type].contentType);

export function isSignalType(name: string): name is SignalType {
  return Object.hasOwn(signalTypes, name);
}

/** The signal type under which clients see a hash of that algorithm; undefined for those they do not know. */
export function signalTypeOf(algorithm: string): SignalType | undefined {
  return signalTypeNames.find((type) => signalTypes[type].algorithm === algorithm);
}

/** @throws Refusal `no-such-signal-type`. */
export function findSignalType(name: string): SignalType {
  if (isSignalType(name)) return name;
  throw new Refusal('bad-input', 'no-such-signal-type', `No such SignalType '${name}'`);
}

/** A hash as the desk writes it, lower case and without space around. `wrong` says how a refusal begins. @throws Refusal `bad-hash`. */
export function normaliseSignal(type: SignalType, signal: unknown, wrong: string): string {
  const text = typeof signal === 'string' ? signal.trim() : '';
  const { algorithm } = signalTypes[type];
  const fault = whatIsWrong(algorithm, text);
  if (fault) throw new Refusal('bad-input', 'bad-hash', `${wrong}: ${fault}`);
  return parseHash(algorithm, text).toString('hex');
}
