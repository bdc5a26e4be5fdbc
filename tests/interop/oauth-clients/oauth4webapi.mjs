// npm oauth4webapi 3: the protocol call by call, each answer checked by the RFC that defines it.
import assert from 'node:assert/strict';
import * as oauth from 'oauth4webapi';
import { approve, signIn } from './person.mjs';

const { EMULATOR, CLIENT_ID, CLIENT_SECRET } = process.env;
const insecure = { [oauth.allowInsecureRequests]: true };
const issuer = new URL(`${EMULATOR}/auth/realms/vgs`);
const callback = 'http://127.0.0.1:7745/callback';
const account = { client_id: CLIENT_ID };
const person = { client_id: 'vgs-cli-public' };
const secret = oauth.ClientSecretPost(CLIENT_SECRET);
const none = oauth.None();

const discover = async () =>
  oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...insecure }));

async function tokenOfAccount(server, authentication = secret) {
  const answer = await oauth.clientCredentialsGrantRequest(server, account, authentication, new URLSearchParams(), insecure);
  return oauth.processClientCredentialsResponse(server, account, answer);
}

async function byCode(server) {
  const [verifier, state, nonce] = [oauth.generateRandomCodeVerifier(), oauth.generateRandomState(), oauth.generateRandomNonce()];
  const address = new URL(server.authorization_endpoint);
  address.search = new URLSearchParams({
    client_id: person.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid idp',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const parameters = oauth.validateAuthResponse(server, person, await signIn(address), state);
  const answer = await oauth.authorizationCodeGrantRequest(server, person, none, parameters, callback, verifier, insecure);
  const tokens = await oauth.processAuthorizationCodeResponse(server, person, answer, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(server, answer, insecure);
  return tokens;
}

async function refresh(server, token) {
  const answer = await oauth.refreshTokenGrantRequest(server, person, none, token, insecure);
  return oauth.processRefreshTokenResponse(server, person, answer);
}

async function isActive(server, token) {
  const answer = await oauth.introspectionRequest(server, account, secret, token, insecure);
  return (await oauth.processIntrospectionResponse(server, account, answer)).active;
}

async function revoke(server, client, authentication, token) {
  await oauth.processRevocationResponse(await oauth.revocationRequest(server, client, authentication, token, insecure));
}

const refusedAs = (code) => (error) => error instanceof oauth.ResponseBodyError && error.error === code;

export const cases = {
  discovery: async () => assert.ok((await discover()).code_challenge_methods_supported.includes('S256')),

  'client credentials, in the form and in the header': async () => {
    const server = await discover();
    for (const authentication of [secret, oauth.ClientSecretBasic(CLIENT_SECRET)]) {
      assert.equal((await tokenOfAccount(server, authentication)).token_type, 'bearer');
    }
  },

  'a wrong secret': async () => {
    await assert.rejects(tokenOfAccount(await discover(), oauth.ClientSecretPost('wrong')), refusedAs('unauthorized_client'));
  },

  'introspection, and revocation of a token': async () => {
    const server = await discover();
    const { access_token: token } = await tokenOfAccount(server);
    assert.equal(await isActive(server, token), true);
    await revoke(server, account, secret, token);
    assert.equal(await isActive(server, token), false);
  },

  'a refused token is answered with a challenge': async () => {
    const answer = await fetch(`${EMULATOR}/calm/cards/CRD1`, { headers: { authorization: 'Bearer x' } });
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate'), /^Bearer .*error="invalid_token"/);
  },

  'code with PKCE, iss, and an ID token whose signature is checked': async () => {
    const server = await discover();
    const tokens = await byCode(server);
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    const answer = await oauth.userInfoRequest(server, person, tokens.access_token, insecure);
    assert.equal((await oauth.processUserInfoResponse(server, person, claims.sub, answer)).sub, claims.sub);
  },

  'a refresh token is good once': async () => {
    const server = await discover();
    const first = await byCode(server);
    const second = await refresh(server, first.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    await assert.rejects(refresh(server, first.refresh_token), refusedAs('invalid_grant'));
  },

  'device code: pending, and then granted': async () => {
    const server = await discover();
    const begun = await oauth.deviceAuthorizationRequest(server, person, none, { scope: 'openid idp' }, insecure);
    const device = await oauth.processDeviceAuthorizationResponse(server, person, begun);
    const poll = async () => {
      const answer = await oauth.deviceCodeGrantRequest(server, person, none, device.device_code, insecure);
      return oauth.processDeviceCodeResponse(server, person, answer);
    };
    await assert.rejects(poll(), refusedAs('authorization_pending'));
    await approve(device.verification_uri, device.user_code);
    await assert.rejects(poll(), refusedAs('slow_down'));
    await new Promise((resolve) => setTimeout(resolve, device.interval * 1000));
    assert.ok((await poll()).refresh_token);
  },

  'a refresh token that is revoked ends the session': async () => {
    const server = await discover();
    const tokens = await byCode(server);
    await revoke(server, person, none, tokens.refresh_token);
    await assert.rejects(refresh(server, tokens.refresh_token), refusedAs('invalid_grant'));
  },
};
