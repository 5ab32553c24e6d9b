import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'void-style': 'off',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    // Tick boxes of one question and the buttons that choose a person share a name on purpose.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    // Links that look like buttons are GOV.UK markup; the autocomplete and script rules doubt correct code.
    'prefer-native-element': 'off',
    'require-sri': 'off',
  },
});

/** What is wrong with the markup of a page, one line each. */
export async function markupFaults(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map((message) => `${message.line}:${message.column} ${message.ruleId} ${message.message}`),
  );
}
