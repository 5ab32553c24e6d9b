import { readFile, stat } from 'node:fs/promises';
import { LARGEST_FILE } from '#imports';
import { CommandRefused } from './command.js';

/** The bytes of a file. Throws {@link CommandRefused} where it cannot be read or is too large. */
export async function contentOf(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file);
    if (size > LARGEST_FILE) {
      throw new CommandRefused(
        `The file is larger than ${Math.floor(LARGEST_FILE / 1_000_000)} MB. Split it.`,
      );
    }
    return await readFile(file);
  } catch (error) {
    if (error instanceof CommandRefused) throw error;
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : code;
    throw new CommandRefused(`The file cannot be read: ${why}.`);
  }
}
