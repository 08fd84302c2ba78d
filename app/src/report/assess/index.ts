// Assessment: what reported items are, by whose word, and the hand-over to the operator's viewer. The folder's door.
export { itemBadges, itemPath } from './badges.ts';
export { readAwaitedItems, readItem, type ShownStanding, standingFor, standingOf } from './reading.ts';
export { type Attribute, type ClassificationValue, values } from './schemes.ts';
export { adjudicate, classifyItem, giveSecondOpinion } from './verbs.ts';
export { handOver, readViewer, redeemHandOver, setViewer } from './viewer/verbs.ts';
