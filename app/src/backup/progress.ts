// How far a backup or a restore has come.
export interface Progress {
  /** Writing counts rows (their total is an estimate), checking and loading count bytes of the file. */
  step: 'writing' | 'checking' | 'loading';
  table: string;
  done: number;
  total: number;
}

export type Report = (progress: Progress) => void;
