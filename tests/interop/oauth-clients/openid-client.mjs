// npm openid-client 6, which is certified for OpenID Connect.
import assert from 'node:assert/strict';
import * as client from 'openid-client';
import { approve, signIn } from './person.mjs';

const { EMULATOR, CLIENT_ID, CLIENT_SECRET } = process.env;
const callback = 'http://127.0.0.1:7745/callback';
const discover = (id, authentication) =>
  client.discovery(new URL(`${EMULATOR}/auth/realms/vgs`), id, undefined, authentication, {
    execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
  });
const account = (secret = CLIENT_SECRET, method = client.ClientSecretPost) => discover(CLIENT_ID, method(secret));
const person = () => discover('vgs-cli-public', client.None());

async function byCode(config) {
  const [verifier, state, nonce] = [client.randomPKCECodeVerifier(), client.randomState(), client.randomNonce()];
  const address = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid idp',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  return client.authorizationCodeGrant(config, await signIn(address), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
}

export const cases = {
  discovery: async () => {
    const server = (await account()).serverMetadata();
    assert.equal(server.issuer, `${EMULATOR}/auth/realms/vgs`);
    assert.ok(server.supportsPKCE());
  },

  'client credentials, in the form and in the header': async () => {
    for (const method of [client.ClientSecretPost, client.ClientSecretBasic]) {
      const tokens = await client.clientCredentialsGrant(await account(CLIENT_SECRET, method), { scope: 'openid cards:read' });
      assert.equal(tokens.token_type, 'bearer');
      assert.match(tokens.scope, /cards:read/);
    }
  },

  'a wrong secret': async () => {
    await assert.rejects(client.clientCredentialsGrant(await account('wrong')), (error) => error.error === 'unauthorized_client');
  },

  'introspection, and revocation of a token': async () => {
    const config = await account();
    const { access_token: token } = await client.clientCredentialsGrant(config);
    assert.equal((await client.tokenIntrospection(config, token)).active, true);
    await client.tokenRevocation(config, token);
    assert.equal((await client.tokenIntrospection(config, token)).active, false);
  },

  'code with PKCE, an ID token that is checked, and userinfo': async () => {
    const config = await person();
    const tokens = await byCode(config);
    const claims = tokens.claims();
    assert.equal(claims.aud, 'vgs-cli-public');
    const info = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
    assert.equal(info.preferred_username, 'ann@emulator.test');
  },

  'a code that comes with another state': async () => {
    const config = await person();
    const verifier = client.randomPKCECodeVerifier();
    const address = client.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: 'openid',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: 'one',
    });
    const back = await signIn(address);
    await assert.rejects(client.authorizationCodeGrant(config, back, { pkceCodeVerifier: verifier, expectedState: 'other' }));
  },

  'a refresh token is good once': async () => {
    const config = await person();
    const first = await byCode(config);
    const second = await client.refreshTokenGrant(config, first.refresh_token);
    assert.notEqual(second.refresh_token, first.refresh_token);
    await assert.rejects(client.refreshTokenGrant(config, first.refresh_token), (error) => error.error === 'invalid_grant');
  },

  'device code': async () => {
    const config = await person();
    const device = await client.initiateDeviceAuthorization(config, { scope: 'openid idp' });
    await approve(device.verification_uri, device.user_code);
    const tokens = await client.pollDeviceAuthorizationGrant(config, device);
    assert.ok(tokens.refresh_token);
  },

  'a refresh token that is revoked ends the session': async () => {
    const config = await person();
    const tokens = await byCode(config);
    await client.tokenRevocation(config, tokens.refresh_token);
    await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token), (error) => error.error === 'invalid_grant');
  },
};
