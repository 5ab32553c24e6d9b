/** Fewest and most digits of a telephone number with its country. */
const PHONE_DIGITS = { fewest: 8, most: 15 };

/**
 * A telephone number as the whole world writes it, `+447700900123`. A number without a country is British. Null where
 * the text holds no number.
 */
export function comparedPhone(text: string): string | null {
  const plain = text.replace(/\(0\)/g, '').replace(/[^\d+]/g, '');
  const abroad = plain.startsWith('+') ? plain.slice(1) : plain.startsWith('00') ? plain.slice(2) : null;
  const digits = (abroad ?? withCountry(plain)).replace(/\D/g, '');
  return digits.length >= PHONE_DIGITS.fewest && digits.length <= PHONE_DIGITS.most ? `+${digits}` : null;
}

function withCountry(plain: string): string {
  if (plain.startsWith('0')) return `44${plain.slice(1)}`;
  if (plain.startsWith('44') && plain.length >= 12) return plain;
  // A spreadsheet takes the leading nought off.
  return plain.length === 10 ? `44${plain}` : '';
}

/** An e-mail address as it is compared: no case, and for Google Mail no dots and no tag. Null where it is none. */
export function comparedEmail(text: string): string | null {
  const [name, host, ...more] = text.trim().toLowerCase().split('@');
  if (!name || !host || more.length > 0 || !host.includes('.') || /\s/.test(name + host)) return null;
  if (host !== 'gmail.com' && host !== 'googlemail.com') return `${name}@${host}`;
  return `${name.split('+')[0]!.replaceAll('.', '')}@gmail.com`;
}

/** An online handle as it is compared: the platform (empty: not known) and the name. */
export type ComparedHandle = { platform: string; name: string };

const PLATFORMS: Readonly<Record<string, string>> = {
  ...{ insta: 'instagram', ig: 'instagram', fb: 'facebook', twitter: 'x', snap: 'snapchat', tt: 'tiktok' },
  ...{ youtu: 'youtube', wa: 'whatsapp' },
};

/** Shortest handle that says anything. */
const SHORTEST_HANDLE = 4;

/** Reads `platform:@name`, `@name`, or the address of a profile; null where no name of some length is left. */
export function comparedHandle(text: string): ComparedHandle | null {
  const plain = text.trim().toLowerCase();
  const profile = /^(?:https?:\/\/)?(?:www\.|m\.)?([a-z\d-]+)\.[a-z.]+\/@?([^/?#\s]+)/.exec(plain);
  const given = /^(?:([^:@\s]+)\s*[:\s]\s*)?@?(\S+)$/.exec(plain);
  const found = profile ?? given;
  if (!found) return null;
  const name = found[2]!.replace(/^@/, '');
  if (name.length < SHORTEST_HANDLE) return null;
  const platform = found[1] ?? '';
  return { platform: PLATFORMS[platform] ?? platform, name };
}

/** A vehicle's number plate as it is compared: letters and digits that look alike are one. Null where it is too short. */
export function comparedPlate(text: string): string | null {
  const plain = text.toUpperCase().replace(/[^A-Z\d]/g, '');
  if (plain.length < 2 || plain.length > 10) return null;
  return plain
    .replace(/[OQD]/g, '0')
    .replace(/[IL]/g, '1')
    .replace(/Z/g, '2')
    .replace(/S/g, '5')
    .replace(/G/g, '6')
    .replace(/B/g, '8');
}
