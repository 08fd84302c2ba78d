// All dated rules that Suaka knows. None was checked by a lawyer: an organisation invokes one only after a named person
// signed that version off. A rule that changes keeps its old version in the list, ended, and gets the next number.
import { dayAt } from './zones.ts';
import { inForce, type Rule } from './rule.ts';
import { europe } from './rules/europe.ts';
import { indonesia } from './rules/indonesia.ts';
import { overseas } from './rules/overseas.ts';
import { practice } from './rules/practice.ts';

export const rules: readonly Rule[] = [...indonesia, ...practice, ...europe, ...overseas];

/** A rule by its id, in one version, or in the newest one. */
export function findRule(id: string, version?: number, among: readonly Rule[] = rules): Rule | undefined {
  const versions = among.filter((rule) => rule.id === id && (version === undefined || rule.version === version));
  return versions.toSorted((a, b) => b.version - a.version)[0];
}

/** Of each rule the version that is in force at an instant, or the newest one where none is. */
export function currentRules(now: Date, among: readonly Rule[] = rules): Rule[] {
  return [...new Set(among.map(({ id }) => id))].map((id) => {
    const versions = among.filter((rule) => rule.id === id).toSorted((a, b) => b.version - a.version);
    return versions.find((rule) => inForce(rule, dayAt(now, rule.zones[0]))) ?? versions[0]!;
  });
}
