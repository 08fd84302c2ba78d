// Joins the copies of a scan: equal files, and pictures that lead to each other within the radius. Groups come in the order
// in which to look at them: first the one whose one look settles the most files.
import { components } from './components.ts';
import type { Codes } from './codes.ts';
import { Contents, type Joinable } from './contents.ts';
import { guarded } from './guard.ts';

/** Where a file stands among its copies. Files without a copy are in no group. */
export interface Joined {
  id: number;
  /** From 1, in the order in which to look at them. */
  group: number;
  /** The file that stands for the group: one that no list knows, where there is one; null for that file itself. */
  of: number | null;
  /** Whether it equals that file, byte by byte. */
  how: 'exact' | 'near';
}

/** The radius within which two pictures are one. */
export const joinRadiusBits = 31;

interface Group {
  contents: number[];
  /** The content that stands for it. */
  stands: number;
  files: number;
  /** How many of them no list knows: what one look settles. */
  unknown: number;
  first: number;
}

/** @param files in order of their ids. The same files give the same groups. */
export function* join(files: Iterable<Joinable>, radiusBits = joinRadiusBits): Generator<Joined> {
  const contents = new Contents();
  for (const file of files) contents.add(file);
  const groups = [...pictureGroups(contents, radiusBits), ...otherGroups(contents)].toSorted(
    (a, b) => b.unknown - a.unknown || b.files - a.files || a.first - b.first,
  );
  for (const [place, group] of groups.entries()) yield* joinedIn(contents, group, place + 1);
}

function* joinedIn(contents: Contents, group: Group, number: number): Generator<Joined> {
  const stands = contents.firstFile(group.stands);
  const members = group.contents.flatMap((content) =>
    [...contents.files(content)].map((id) => ({ id, how: content === group.stands ? 'exact' : 'near' }) as const),
  );
  yield { id: stands, group: number, of: null, how: 'exact' };
  for (const { id, how } of members.toSorted((a, b) => a.id - b.id))
    if (id !== stands) yield { id, group: number, of: stands, how };
}

function* pictureGroups(contents: Contents, radiusBits: number): Generator<Group> {
  const codes = contents.pictures();
  const all = Array.from({ length: codes.size }, (_, picture) => picture);
  for (const component of components(codes, all, radiusBits))
    for (const { medoid, places } of guarded(codes, component, radiusBits)) {
      const group = groupOf(
        contents,
        places.flatMap((picture) => [...contents.contentsOf(picture)]),
        (content) => nearness(contents, codes, content, medoid),
      );
      if (group.files > 1) yield group;
    }
}

const nearness = (contents: Contents, codes: Codes, content: number, medoid: number): number =>
  codes.distance(contents.pictureOf(content)!, medoid);

function* otherGroups(contents: Contents): Generator<Group> {
  for (let content = 0; content < contents.size; content += 1)
    if (contents.pictureOf(content) === null && contents.count(content) > 1)
      yield groupOf(contents, [content], () => 0);
}

/** For a group stands what nobody knows yet, and of that what is nearest to its middle. */
function groupOf(contents: Contents, members: number[], fromMiddle: (content: number) => number): Group {
  const unknown = members.filter((content) => !contents.isKnown(content));
  const filesOf = (those: number[]) => those.reduce((sum, content) => sum + contents.count(content), 0);
  let [stands, nearest] = [-1, Infinity];
  for (const content of unknown.length > 0 ? unknown : members) {
    const distance = fromMiddle(content);
    const closer = distance < nearest;
    if (!closer && (distance > nearest || contents.firstFile(content) > contents.firstFile(stands))) continue;
    [stands, nearest] = [content, distance];
  }
  let first = Infinity;
  for (const content of members) first = Math.min(first, contents.firstFile(content));
  return { contents: members, stands, files: filesOf(members), unknown: filesOf(unknown), first };
}
