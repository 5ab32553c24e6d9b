import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { PersonActor } from '#access';
import { ApiTokens } from '#agencies';
import { checkedBy, id } from '../graphql/checked.js';
import { CurrentActor } from '../graphql/current-actor.js';
import { answer } from '../graphql/refusal.type.js';
import {
  makeServiceTokenInput,
  MakeServiceTokenInput,
  makeTokenInput,
  MakeTokenInput,
  MakeTokenResult,
  toApiToken,
  TokenResult,
  toTokenMade,
} from './api-token.types.js';

const REFUSED = 'Refused: TOKEN_WITHOUT_USE, TOKEN_TOO_LONG, TOO_MANY_TOKENS.';

/** Tokens of programs. */
@Resolver()
export class ApiTokensResolver {
  constructor(private readonly tokens: ApiTokens) {}

  @Mutation(() => MakeTokenResult, {
    description: `Makes a token for the person who asks; not possible with a token. ${REFUSED}`,
  })
  async makeToken(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(makeTokenInput)) input: MakeTokenInput,
  ): Promise<typeof MakeTokenResult> {
    return answer(await this.tokens.make(actor, input), toTokenMade);
  }

  @Mutation(() => MakeTokenResult, {
    description: `Makes a token for a service; not possible with a token. ${REFUSED}`,
  })
  async makeServiceToken(
    @CurrentActor() actor: PersonActor,
    @Args('input', checkedBy(makeServiceTokenInput)) { serviceId, ...wanted }: MakeServiceTokenInput,
  ): Promise<typeof MakeTokenResult> {
    return answer(await this.tokens.makeForService(actor, serviceId, wanted), toTokenMade);
  }

  @Mutation(() => TokenResult, {
    description: 'Ends a token at once: one of your own, or, for administrators, of a service.',
  })
  async revokeToken(
    @CurrentActor() actor: PersonActor,
    @Args('tokenId', { type: () => ID }, checkedBy(id, 'tokenId')) tokenId: string,
  ): Promise<typeof TokenResult> {
    return answer(await this.tokens.revoke(actor, tokenId), toApiToken);
  }
}
