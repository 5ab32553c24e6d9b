import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Fault } from '#kernel';
import type { SignedInActor } from '#agencies';
import type { TrustedDocumentsConfig } from '#platform';

/** Texts of operations by their identifier, `sha256:` and the hash of the text. */
export type DocumentList = Readonly<Record<string, string>>;

const BUILT = fileURLToPath(new URL('../../trusted-documents.json', import.meta.url));

/** The list that the build made of the pages; null before a first build. */
export function builtDocuments(): DocumentList | null {
  return existsSync(BUILT) ? (JSON.parse(readFileSync(BUILT, 'utf8')) as DocumentList) : null;
}

/** Identifier of a text. */
export function documentId(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The operations that are known beforehand, and who may run no others. */
export class TrustedDocuments {
  private readonly texts: ReadonlyMap<string, string>;

  constructor(
    private readonly obliged: TrustedDocumentsConfig['for'],
    list: DocumentList,
  ) {
    for (const [id, text] of Object.entries(list)) {
      if (documentId(text) !== id)
        throw new Fault(`The trusted document ${id.slice(0, 20)} is not what it says`);
    }
    this.texts = new Map(Object.entries(list));
  }

  /** The text under an identifier; null when it is not on the list. */
  textOf(id: string): string | null {
    return this.texts.get(id) ?? null;
  }

  /** Whether this asker may run nothing but what is on the list: at `sessions`, all but the tokens of programs. */
  binds(actor: SignedInActor | null): boolean {
    if (this.obliged === 'off') return false;
    return this.obliged === 'everybody' || actor === null || actor.tokenKind === 'session';
  }
}

/** Reads the lists of the settings. Throws when documents must be trusted and there are none. */
export function openTrustedDocuments(
  { for: obliged, file }: TrustedDocumentsConfig,
  ofPages: DocumentList | null = builtDocuments(),
): TrustedDocuments {
  if (obliged !== 'off' && !ofPages)
    throw new Fault('TRUSTED_DOCUMENTS needs the list of the pages: run npm run build first');
  const more = file ? (JSON.parse(readFileSync(file, 'utf8')) as DocumentList) : {};
  return new TrustedDocuments(obliged, { ...ofPages, ...more });
}
