import { Module } from '@nestjs/common';
import { Lookup } from './lookup.service.js';
import { PersonLinks } from './person-links.service.js';

/** The room of links: who may be the same person, and what people made of it. */
@Module({ providers: [Lookup, PersonLinks], exports: [Lookup, PersonLinks] })
export class LinksModule {}
