import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { addMinutes, Clock, type Moment } from '#kernel';
import { AppLog, Config, type OidcConfig } from '#platform';
import type { Claims } from './organisation-claims.rules.js';

/** How long the service may take for one answer, seconds. */
const PATIENCE_SECONDS = 5;

/** After so many minutes its addresses are asked for again: so soon, too, it is noticed that the service is away. */
const ADDRESSES_GOOD_MINUTES = 1;

/** What is kept of one sign-in until the browser comes back. Never leaves our side unsealed. */
export type KeptSignIn = { state: string; nonce: string; verifier: string };

/** The service does not answer, answers too late, or answers nonsense: nobody's fault who signs in. */
export class ServiceUnavailable extends Error {}

/** The service, or our check of what it said, says no. */
export class NotVouchedFor extends Error {}

/**
 * The organisation's sign-in service, by OpenID Connect: authorization code with PKCE. What it says is checked against
 * the real time, not against `ACCORD_CLOCK`, because the service stamps its tokens with the real time.
 */
@Injectable()
export class OrganisationProvider {
  private known: { metadata: oidc.ServerMetadata; until: Moment } | null = null;
  private readonly log: AppLog;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.log = new AppLog('api', config.environment);
  }

  /** Where to send a browser, and what to keep until it comes back. Throws {@link ServiceUnavailable}. */
  async begin(): Promise<{ address: string; kept: KeptSignIn }> {
    const client = await this.client();
    const verifier = oidc.randomPKCECodeVerifier();
    const kept = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier };
    const address = oidc.buildAuthorizationUrl(client, {
      redirect_uri: this.callback(),
      scope: 'openid email',
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...(this.settings().acr && { acr_values: this.settings().acr! }),
    });
    return { address: address.href, kept };
  }

  /**
   * Where people end their session at the service itself, coming back to our sign-in afterwards; null when it offers no
   * such page. The service is told who we are and not who they are: their ID token is not kept. Throws
   * {@link ServiceUnavailable}.
   */
  async signOutAddress(): Promise<string | null> {
    const client = await this.client();
    const { end_session_endpoint: offered } = client.serverMetadata();
    if (!offered || !isAddress(offered, this.isPlain())) return null;
    return oidc.buildEndSessionUrl(client, { post_logout_redirect_uri: `${this.config.publicUrl}/sign-in` })
      .href;
  }

  /** Who came back. Throws {@link NotVouchedFor} or {@link ServiceUnavailable}. */
  async finish(parameters: string, kept: KeptSignIn): Promise<Claims> {
    const client = await this.client();
    const back = new URL(this.callback());
    back.search = parameters;
    try {
      const tokens = await oidc.authorizationCodeGrant(client, back, {
        expectedState: kept.state,
        expectedNonce: kept.nonce,
        pkceCodeVerifier: kept.verifier,
        idTokenExpected: true,
      });
      const said = tokens.claims();
      if (!said) throw new NotVouchedFor('no ID token');
      const { acr } = this.settings();
      if (acr && said.acr !== acr) throw new NotVouchedFor('acr');
      if (said['email'] !== undefined || !client.serverMetadata().userinfo_endpoint) return said;
      const { iss, sub } = said;
      return { ...(await oidc.fetchUserInfo(client, tokens.access_token, sub)), iss, sub };
    } catch (error) {
      throw this.asOurs(error);
    }
  }

  /** A client of its own for each use: it fetches the service's keys anew, so that a change of keys is followed at once. */
  private async client(): Promise<oidc.Configuration> {
    const { clientId, clientSecret } = this.settings();
    const metadata = await this.metadata();
    const offered = metadata.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const proof = offered.includes('client_secret_basic') ? oidc.ClientSecretBasic : oidc.ClientSecretPost;
    const client = new oidc.Configuration(metadata, clientId, {}, proof(clientSecret));
    client.timeout = PATIENCE_SECONDS;
    oidc.enableNonRepudiationChecks(client);
    if (this.isPlain()) oidc.allowInsecureRequests(client);
    return client;
  }

  private async metadata(): Promise<oidc.ServerMetadata> {
    const now = this.clock.now();
    if (this.known && this.known.until > now) return this.known.metadata;
    const { issuer, clientId } = this.settings();
    try {
      const found = await oidc.discovery(new URL(issuer), clientId, undefined, undefined, {
        timeout: PATIENCE_SECONDS,
        execute: this.isPlain() ? [oidc.allowInsecureRequests] : [],
      });
      const metadata = { ...found.serverMetadata() };
      this.known = { metadata, until: addMinutes(now, ADDRESSES_GOOD_MINUTES) };
      return metadata;
    } catch (error) {
      this.note('discovery', error);
      throw new ServiceUnavailable('discovery');
    }
  }

  private asOurs(error: unknown): Error {
    if (error instanceof ServiceUnavailable || error instanceof NotVouchedFor) return error;
    this.note('exchange', error);
    return isOutage(error) ? new ServiceUnavailable('exchange') : new NotVouchedFor('exchange');
  }

  /** What went wrong by its code only: messages may hold what the service said of somebody. */
  private note(step: string, error: unknown): void {
    const { code } = error as { code?: unknown };
    this.log.warn(`The organisation's sign-in service: ${step} failed (${String(code ?? 'no answer')})`);
  }

  /** Plain http, which the settings allow for a service on this machine only once it is the real thing. */
  private isPlain(): boolean {
    return this.settings().issuer.startsWith('http:');
  }

  private callback(): string {
    return `${this.config.publicUrl}/sign-in/callback`;
  }

  private settings(): OidcConfig {
    if (!this.config.oidc) throw new ServiceUnavailable('not set up');
    return this.config.oidc;
  }
}

/** An address that people may be sent to: https, or plain where the service itself is. */
function isAddress(text: string, isPlain: boolean): boolean {
  const scheme = URL.canParse(text) ? new URL(text).protocol : null;
  return scheme === 'https:' || (isPlain && scheme === 'http:');
}

/** Whether the service failed, not the person: no answer, too late, or an answer of its own failure. */
function isOutage(error: unknown): boolean {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: unknown };
  if (cause instanceof Response) return cause.status >= 500;
  if (code === 'OAUTH_TIMEOUT' || code === 'OAUTH_RESPONSE_IS_NOT_JSON' || code === 'OAUTH_PARSE_ERROR')
    return true;
  // What `fetch` throws when nobody answers; by name, because it comes from outside the module.
  return name === 'TypeError' || (cause as { name?: string } | undefined)?.name === 'TypeError';
}
