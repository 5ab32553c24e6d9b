import { describe, expect, it } from '@jest/globals';
import { load } from 'cheerio';
import { templateRenderer } from '../../apps/web/src/layout/nunjucks.js';
import { markupFaults } from '../harness/html.js';
import { samplePage, samples } from './page-samples.js';

const render = templateRenderer(true);

describe.each(Object.entries(samples))('the %s page', (name, { template, page, view }) => {
  const html = render(template, page, view);
  const $ = load(html);

  it('is valid HTML', async () => {
    expect(await markupFaults(html)).toEqual([]);
  });

  it('has one main heading, a title, a way past the menu and the marking', () => {
    expect($('h1').length).toBe(1);
    expect($('title').text()).toContain('Panel coordination');
    expect($('.govuk-skip-link').attr('href')).toBe('#main-content');
    expect($('.bottom__marking').text()).toContain('OFFICIAL-SENSITIVE');
  });

  it('sends the csrf token with every POST form', () => {
    for (const form of $('form[method="post"]').get()) {
      expect([name, $(form).attr('action'), $('input[name="_csrf"]', form).attr('value')]).toEqual([
        name,
        $(form).attr('action'),
        'sample-token',
      ]);
    }
  });

  it('holds no style attribute, no inline handler and no script without nonce', () => {
    expect($('[style], style').length).toBe(0);
    expect(html).not.toMatch(/\son[a-z]+=/);
    for (const script of $('script:not([src])').get()) expect($(script).attr('nonce')).toBe('sample-nonce');
  });

  it('shows no crown, no empty value and no unprinted thing', () => {
    expect(html).not.toMatch(/crown|crest|undefined|\[object/i);
    expect(html).not.toContain('NaN');
  });
});

describe('what people type', () => {
  it('never becomes markup', () => {
    const sample = samples['actions'];
    if (!sample) throw new Error('sample missing');
    const view = JSON.parse(
      JSON.stringify(sample.view).replaceAll('Complete safety', '<img src=x onerror=1>'),
    ) as object;
    const html = render(sample.template, sample.page, view);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img');
  });
});

describe('a refused form', () => {
  it('says at the top and at the field what is wrong', () => {
    const sample = samples['action'];
    if (!sample) throw new Error('sample missing');
    const $ = load(render(sample.template, sample.page, sample.view));
    expect($('title').text()).toMatch(/^Error: /);
    expect($('.govuk-error-summary a').attr('href')).toBe('#complete-note');
    expect($('#complete-note').attr('aria-describedby')).toBe('complete-note-error');
    expect($('#complete-note-error').text()).toContain('Say what was done');
  });
});

describe('the preview of an action line', () => {
  const page = samplePage('What will be recorded', null);
  const shown = (preview: object | null) => {
    const $ = load(render('pages/meetings/action-preview.njk', page, { preview }));
    return { text: $('[data-action-preview]').text(), hidden: $('[data-action-preview]').attr('hidden') };
  };

  it('says what will be recorded, or what is missing, or nothing', () => {
    const read = {
      agencyName: 'Probation',
      text: 'Check licence conditions',
      dueOn: '2027-01-12',
      hint: null,
    };
    expect(shown(read).text).toBe(
      'Probation: Check licence conditions. Due Tuesday 12 January. Press Enter to add.',
    );
    expect(shown({ hint: 'Say which agency will do it' }).text).toBe('Say which agency will do it');
    expect(shown(null).hidden).toBeDefined();
  });
});

describe('page weight', () => {
  it('stays under 60 KB of HTML for the heaviest sample before compression', () => {
    for (const { template, page, view } of Object.values(samples)) {
      expect(render(template, page, view).length).toBeLessThan(60_000);
    }
  });
});
