// Opening the desk: its long-lived parts in the house.
import type { House } from '../runtime/house.ts';
import { placeFlood } from './flood/index.ts';

export function openReport(house: House): void {
  placeFlood(house);
}
