// A rule's data as a list of facts, in plain words.
import { type Html, html, type Piece } from '../../kit/html.ts';
import { facts } from '../../kit/look/facts.ts';
import { verbatim } from '../../kit/look/verbatim.ts';
import type { Rule } from '../rule.ts';
import { lasting, type Sight } from './frame.ts';

export function ruleFacts(seen: Sight, rule: Rule): Html {
  const { words: said } = seen;
  const row = (label: string, value: Piece) => ({ label, value });
  const lines = (values: readonly Piece[]) => html`<ul>${values.map((value) => html`<li>${value}</li>`)}</ul>`;
  return facts([
    row(said.kind, said.kinds[rule.kind]),
    row(said.citation, rule.citation),
    row(said.sources, lines(rule.sources.map(verbatim))),
    row(said.inForce, inForceSaid(seen, rule)),
    row(said.grounds, lines(rule.grounds.map((ground) => said.groundNames[ground]))),
    row(said.who, seen.said(rule.whoMayInvoke)),
    row(
      said.authority,
      rule.authorityNeeded.length === 0
        ? said.noAuthority
        : lines(rule.authorityNeeded.map((kind) => said.authorityKinds[kind])),
    ),
    ...(rule.duration === null
      ? [row(said.length, said.noTime)]
      : clockFacts(seen, rule, lasting(seen, rule.duration))),
    row(said.version, rule.version),
    row(said.recordedOn, seen.day(rule.recordedOn)),
  ]);
}

function clockFacts({ words: said }: Sight, rule: Rule, length: string) {
  return [
    { label: said.length, value: `${length}. ${said.calendars[rule.calendar]}.` },
    { label: said.starts, value: said.startEvents[rule.startEvent] },
    { label: said.zones, value: rule.zones.map((zone) => said.zoneNames[zone]).join(', ') },
    {
      label: said.pauses,
      value: html`<ul>${rule.pauses.map((reason) => html`<li>${said.pauseNames[reason]}</li>`)}</ul>`,
    },
  ];
}

function inForceSaid({ words: said, day }: Sight, { inForceFrom, inForceUntil, inForceKnown }: Rule): string {
  if (inForceFrom === null) return said.neverSeen;
  const from = inForceKnown === 'seen' ? said.seenSince(day(inForceFrom)) : day(inForceFrom);
  return inForceUntil === null ? from : `${from} ${said.until(day(inForceUntil))}`;
}
