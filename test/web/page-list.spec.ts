import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NO_PAGES, PAGES } from '../browser/pages.js';
import { anApi, type ApiUnderTest } from '../harness/api.js';
import { aWeb, type WebUnderTest } from '../harness/web.js';

describe('the list of pages that are looked at in a browser', () => {
  let api: ApiUnderTest;
  let web: WebUnderTest;
  beforeAll(async () => {
    api = await anApi();
    web = await aWeb(api);
  });
  afterAll(async () => {
    await web?.close();
    await api?.close();
  });

  function routes(): string[] {
    const found: string[] = [];
    for (const module of web.app.get(ModulesContainer).values()) {
      for (const { metatype } of module.controllers.values()) {
        const { prototype } = metatype as { prototype: Record<string, object> };
        for (const name of Object.getOwnPropertyNames(prototype)) {
          const handler = prototype[name]!;
          if (Reflect.getMetadata(METHOD_METADATA, handler) !== RequestMethod.GET) continue;
          const parts = [metatype!, handler].map((part) => String(Reflect.getMetadata(PATH_METADATA, part)));
          found.push(`/${parts.flatMap((part) => part.split('/').filter(Boolean)).join('/')}`);
        }
      }
    }
    return found.sort();
  }

  it('has every route of the web app, and no other', () => {
    const listed = [...Object.keys(PAGES), ...Object.keys(NO_PAGES)].sort();
    expect(routes().length).toBeGreaterThan(40);
    expect(routes()).toEqual(listed);
  });

  it('has somebody who looks at each', () => {
    for (const [route, looks] of Object.entries(PAGES)) {
      expect([route, looks.length > 0]).toEqual([route, true]);
      const pattern = new RegExp(`^${route.replaceAll(/:[a-z]+/g, '[^/?]+')}(\\?.*)?$`);
      for (const [, address] of looks) expect(address).toMatch(pattern);
    }
  });
});
