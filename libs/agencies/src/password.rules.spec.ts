import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMON_ENDINGS, COMMON_WORDS } from './common-passwords.data.js';
import { choosable, isCommon } from './password.rules.js';

const EMAIL = 'pat.probation@agency.example';
const codeOf = (password: string) => {
  const decided = choosable(password, EMAIL);
  return decided.ok ? 'OK' : decided.refusal.code;
};

describe('choosing a password', () => {
  it.each([
    ['short1!', 'PASSWORD_TOO_SHORT'],
    ['elevenchars', 'PASSWORD_TOO_SHORT'],
    ['password1234', 'PASSWORD_TOO_COMMON'],
    ['P@ssw0rd1234', 'PASSWORD_TOO_COMMON'],
    ['Welcome Welcome1', 'PASSWORD_TOO_COMMON'],
    ['manchesterunited', 'PASSWORD_TOO_COMMON'],
    ['Liverpool2026!', 'PASSWORD_TOO_COMMON'],
    ['qwertyuiop1234', 'PASSWORD_TOO_COMMON'],
    ['123456789012', 'PASSWORD_TOO_COMMON'],
    ['aaaaaaaaaaaaa', 'PASSWORD_TOO_COMMON'],
    ['abc1abc1abc1', 'PASSWORD_TOO_COMMON'],
    ['Pat.Probation1', 'PASSWORD_IS_YOURS'],
    ['x'.repeat(201), 'PASSWORD_TOO_LONG'],
    ['kettle marsh violin', 'OK'],
    ['correcthorsebatterystaple', 'OK'],
    ['ветер над рекой ночью', 'OK'],
    ['🌊🌋🌌🌍🌎🌏🌐🌑🌒🌓🌔🌕', 'OK'],
  ])('%s: %s', (password, code) => expect(codeOf(password)).toBe(code));

  it('refuses every common word with every usual ending', () => {
    const endings = fc.constantFrom('', ...COMMON_ENDINGS);
    fc.assert(
      fc.property(fc.constantFrom(...COMMON_WORDS), endings, fc.boolean(), (word, ending, capital) => {
        const start = capital ? word.charAt(0).toUpperCase() + word.slice(1) : word;
        expect(isCommon(start + ending)).toBe(true);
      }),
    );
  });

  it('asks for no kind of character: random letters will do', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'bcdghjklmnprstvwz'),
      minLength: 16,
      maxLength: 40,
    });
    fc.assert(
      fc.property(letters, (password) => {
        fc.pre(new Set(password).size > 6);
        expect(codeOf(password)).toBe('OK');
      }),
    );
  });
});
