// An archive opened: what it holds is handed on, and what is itself an archive is opened in turn, to a limited depth.
import type { Entry } from '../types.ts';
import type { Budget } from './budget.ts';
import { archiveKind, type ArchiveKind } from './container.ts';
import type { Found, WalkLimits, Whereabouts } from './found.ts';
import type { Member, MemberFile } from './member.ts';
import { nameOf, withinArchive } from './names.ts';
import type { Source } from './source.ts';
import { tarMembers } from './tar.ts';
import { whyOf } from './unreadable.ts';
import { zipMembers } from './zip.ts';

export interface Archive {
  kind: ArchiveKind;
  /** The name as bytes, without which names within it could not be joined to it. */
  raw: Buffer;
  root: number;
  place: string;
  sizeBytes: number;
  /** 1 for an archive in a folder. */
  depth: number;
  source(): Promise<Source>;
  bytes(): AsyncIterable<Buffer>;
}

export async function* lookInto(archive: Archive, budget: Budget, limits: WalkLimits): AsyncGenerator<Found> {
  const { raw, root, place, sizeBytes } = archive;
  const closed = { is: 'unreadable' as const, of: 'archive' as const, name: nameOf(raw), root, place, sizeBytes };
  if (archive.depth > limits.maxDepth) {
    yield { ...closed, why: 'too-deep' };
    return;
  }
  try {
    let position = 0;
    for await (const member of membersOf(archive, budget, limits)) {
      const inside = withinArchive(raw, member.name);
      const at = place === '' ? String(position) : `${place}/${position}`;
      position += 1;
      yield foundOf(member, { name: nameOf(inside), root, place: at });
      const kind = member.is === 'file' ? archiveKind(member.head) : null;
      if (member.is === 'file' && kind) yield* lookInto(archiveOf(member, kind, archive, inside, at), budget, limits);
    }
  } catch (error) {
    yield { ...closed, why: whyOf(error) };
  }
}

async function* membersOf(archive: Archive, budget: Budget, limits: WalkLimits): AsyncGenerator<Member> {
  if (archive.kind === 'zip') yield* zipMembers(await archive.source(), budget, limits);
  else yield* tarMembers(archive.bytes(), archive.kind === 'tar.gz', budget, limits);
}

function foundOf(member: Member, where: Whereabouts): Found {
  if (member.is === 'file') return { is: 'file', ...where, entry: entryOf(member, where), waits: member.waits };
  if (member.is === 'passed') return { is: 'passed', ...where, what: member.what };
  return { is: 'unreadable', of: 'file', ...where, why: member.why, sizeBytes: member.sizeBytes };
}

function entryOf(member: MemberFile, { name, root }: Whereabouts): Entry {
  const { sizeBytes, modifiedAt } = member;
  return { name, root, sizeBytes, modifiedAt, createdAt: null, path: null, open: () => member.open() };
}

function archiveOf(member: MemberFile, kind: ArchiveKind, around: Archive, raw: Buffer, place: string): Archive {
  return {
    kind,
    raw,
    root: around.root,
    place,
    sizeBytes: member.sizeBytes,
    depth: around.depth + 1,
    source: () => member.source(),
    // of what had to wait nothing is left to be read again
    bytes: member.waits ? () => fromSource(member) : () => member.open(),
  };
}

async function* fromSource(member: MemberFile): AsyncGenerator<Buffer> {
  yield* (await member.source()).range(0, member.sizeBytes);
}
