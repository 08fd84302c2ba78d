// Where the desk stands, as its settings say: whose police are told, and whether its procedure asks for that first.
import type { Work } from '../../runtime/database.ts';
import { findIssuer } from '../issuer/store.ts';
import { type Procedure, procedureOf } from './procedures.ts';

export interface Here {
  country: string;
  /** The grounds on which police are told before the first notice. */
  policeFirst: Procedure['policeFirst'];
}

/** Until somebody has set it, the desk stands in Indonesia and tells police first. */
const unset = { country: 'ID', policeFirst: true };

export async function standsIn(work: Work): Promise<Here> {
  const { country, policeFirst } = (await findIssuer(work)) ?? unset;
  return { country, policeFirst: policeFirst ? procedureOf(country).policeFirst : [] };
}
