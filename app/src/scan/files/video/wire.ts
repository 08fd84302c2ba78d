// What is asked of the process that decodes videos. Both sides import this file.

export interface VideoRequest {
  /** The path as bytes, in base64; null for what lies in an archive: its bytes follow. */
  path: string | null;
  /** Of what lies in an archive, a hint. */
  sizeBytes: number;
  /** A picture is one that the picture decoder does not decode: HEIF with HEVC in it. */
  kind: 'video' | 'picture';
}
