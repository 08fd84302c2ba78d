// What is sealed under a notice's own key, opened.
import { fieldsPart } from '../../fields/index.ts';
import type { Work } from '../../runtime/database.ts';
import type { House } from '../../runtime/house.ts';
import { noticeTable, type SecretColumn, secretColumns, sealedColumns } from './store.ts';

export type Secrets = Record<SecretColumn, string | null>;

export async function openSecrets(work: Work, house: House, id: string): Promise<Secrets> {
  const sealed = (await sealedColumns(work, id))!;
  const [opened] = await house.part(fieldsPart).unseal(work, noticeTable, [sealed], [...secretColumns]);
  const { reasons, proportionality, sealed: document, salt, answer } = opened!;
  return { reasons, proportionality, sealed: document, salt, answer };
}

export const sealFor = <Column extends SecretColumn>(
  work: Work,
  house: House,
  id: string,
  values: Record<Column, string | null>,
) => house.part(fieldsPart).seal(work, { table: noticeTable, id }, values);
