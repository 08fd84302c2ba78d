// The address of the operator's isolated viewer, with a place for the token in it.
import { z } from 'zod';

const right = 'an https address with {token} once in its path, query or fragment, and no user name';

/** `https://viewer.example/open#{token}`: the token stands once, and never in the host, which would send it to a resolver. */
export function isViewerTemplate(text: string): boolean {
  if (text.split('{token}').length !== 2 || /[\p{Cc}\s\\]/u.test(text)) return false;
  const [before = ''] = text.split('{token}');
  if (!/^https:\/\/[^/?#]+[/?#]/.test(before)) return false;
  const url = URL.parse(text.replace('{token}', 'token'));
  return url !== null && url.username === '' && url.password === '';
}

export const viewerTemplate = z.string().trim().max(500, 'at most 500 characters').refine(isViewerTemplate, right);

/** The address that one hand-over opens. */
export const viewerAddress = (template: string, token: string): string => template.replace('{token}', token);
