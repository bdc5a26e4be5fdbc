// An OpenID server that others wrote (npm oidc-provider), on Keycloak's paths. It lets every person in who gives a name: its own pages
// for development take any password.
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2]);
const realm = '/auth/realms/vgs';
const calls = `${realm}/protocol/openid-connect`;
const provider = new Provider(`http://127.0.0.1:${port}${realm}`, {
  clients: [
    {
      client_id: 'vgs-cli-public',
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      redirect_uris: [7745, 8390, 9056].map((free) => `http://127.0.0.1:${free}/callback`),
      grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
      response_types: ['code'],
    },
  ],
  scopes: ['openid', 'idp', 'offline_access'],
  features: { deviceFlow: { enabled: true } },
  issueRefreshToken: async () => true,
  rotateRefreshToken: true,
  ttl: { AccessToken: 300, DeviceCode: 600 },
  routes: {
    authorization: `${calls}/auth`,
    token: `${calls}/token`,
    device_authorization: `${calls}/auth/device`,
    code_verification: `${realm}/device`,
    end_session: `${calls}/logout`,
    jwks: `${calls}/certs`,
  },
});
provider.on('grant.success', (ctx) => console.log(`granted ${ctx.oidc.params.grant_type}`));
provider.on('grant.error', (ctx, error) => console.log(`refused ${ctx.oidc.params?.grant_type}: ${error.message}`));
provider.on('refresh_token.consumed', () => console.log('refresh token spent'));
provider.listen(port, '127.0.0.1', () => console.log('listening'));
