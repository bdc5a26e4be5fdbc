// A person signs in: in a browser, typed and clicked, and PowerShell goes on with what came of it.
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { Browser } from './browser.mjs';
import { Shell } from './shell.mjs';

const { EMULATOR, PROVIDER, DRIVER, PASSWORD, OPENED, WORK } = process.env;
const uris = (server) =>
  `@{ AuthUri = '${server}'; CalmUri = '${server}/calm'; CmpUri = '${server}/cmp'; AccountsUri = '${server}/accounts'; ` +
  `CardAttributesUri = '${server}/card-attributes' }`;
const user = 'ann@emulator.test';
const caught = 'catch { "$($_.FullyQualifiedErrorId): $($_.ErrorDetails)" }';

// What the system's opener was given. It is there once PowerShell has asked for a browser.
async function opened(shell) {
  await shell.hear(/Waiting up to/);
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      const address = (await readFile(OPENED, 'utf8')).trim();
      if (address) {
        return address;
      }
    } catch {
      // Not yet.
    }

    assert.ok(Date.now() < end, `No browser was asked for. PowerShell said:\n${shell.said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function setOptions(options) {
  const answer = await fetch(`${EMULATOR}/_emulator/options`, { method: 'PUT', body: JSON.stringify(options) });
  assert.equal(answer.status, 200, await answer.text());
}

async function signIn(browser, password = PASSWORD) {
  await browser.type('#username', user);
  await browser.type('#password', password);
  await browser.click('#kc-login');
}

const cases = {
  'from a sign-in to enrolled cards': async (browser) => {
    const shell = new Shell(`
      $uris = ${uris(EMULATOR)}
      Connect-VgsCalm -Interactive -Name admin @uris
      $sa = Get-VgsVault -Name payments -Session admin | New-VgsServiceAccountConfig | New-VgsServiceAccount -Session admin
      $sa | Export-VgsServiceAccountConfig '${WORK}/credentials.yaml' -IncludeSecret
      Connect-VgsCalm -Path '${WORK}/credentials.yaml' @uris
      $card = [pscustomobject]@{ Name = 'Ann Ash'; Number = '4111111111111112'; ExpMonth = 11; ExpYear = 30 } | New-VgsCard
      "final: $(($card | Get-VgsCard -Wait).State)"
      Get-VgsAccessToken -Session admin -ForceRefresh | Out-Null
      Get-VgsAccessToken -Session admin -ForceRefresh | Out-Null
      "kind: $((Get-VgsCalmSession admin).Kind), organization: $((Get-VgsOrganization -Session admin).OrganizationId)"
      Test-VgsCalmConnection | ForEach-Object { "check $($_.Check) $($_.Target) $($_.Outcome)" }
      Remove-VgsServiceAccount -ClientId $sa.ClientId -Session admin -Force
      Disconnect-VgsCalm *
    `);
    const address = await opened(shell);
    assert.ok(shell.said.replace(/\r?\n/g, '').includes(address), 'The address that was opened was not printed.');
    await browser.go(address);
    await signIn(browser, 'wrong');
    await browser.waitFor('Invalid username or password.');
    await signIn(browser);
    await browser.waitFor('You are signed in');
    assert.match(await browser.address(), /^http:\/\/127\.0\.0\.1:(7745|8390|9056)\/callback/);
    const said = await shell.end();
    assert.match(said, /final: enrolled/);
    assert.match(said, /kind: Person, organization: ACemulator/);
    assert.match(said, /check Api Calm Passed/);
    assert.doesNotMatch(said, /Failed/);
    const state = await (await fetch(`${EMULATOR}/_emulator/state`)).json();
    assert.equal(state.signedIn, 0, 'Disconnect did not end the sign-in at the server.');
  },

  'the realm ends an idle session: SignInRequired': async (browser) => {
    const shell = new Shell(`
      Connect-VgsCalm -Interactive -Name admin -AuthUri ${EMULATOR}
      Invoke-RestMethod ${EMULATOR}/_emulator/end-sign-ins -Method Post | Out-Null
      try { Get-VgsAccessToken -Session admin -ForceRefresh } ${caught}
    `);
    await browser.go(await opened(shell));
    await signIn(browser);
    await browser.waitFor('You are signed in');
    assert.match(await shell.end(), /SignInRequired.*Session not active.*Connect-VgsCalm -Interactive/s);
  },

  'consent refused: SignInFailed at once': async (browser) => {
    await setOptions({ requireConsent: true });
    const shell = new Shell(`try { Connect-VgsCalm -Interactive -AuthUri ${EMULATOR} } ${caught}`);
    await browser.go(await opened(shell));
    await signIn(browser);
    await browser.click('#kc-cancel');
    await browser.waitFor('The sign-in failed');
    assert.match(await shell.end(), /SignInFailed.*access_denied/s);
    await setOptions({ requireConsent: false });
  },

  'an address that the realm does not know: the browser says so, and the limit ends it': async (browser) => {
    const shell = new Shell(
      `try { Connect-VgsCalm -Interactive -RedirectPort 7746 -SignInTimeoutSec 15 -AuthUri ${EMULATOR} } ${caught}`,
    );
    await browser.go(await opened(shell));
    await browser.waitFor('Invalid parameter: redirect_uri');
    assert.match(await shell.end(), /SignInFailed.*15 s.*-RedirectPort/s);
  },

  'device code: typed on the page, consent given': async (browser) => {
    await setOptions({ deviceInterval: 1 });
    const shell = new Shell(
      `Connect-VgsCalm -DeviceCode -Name admin -AuthUri ${EMULATOR}; "kind: $((Get-VgsCalmSession admin).Kind)"`,
    );
    const [, page, code] = await shell.hear(/open (\S+) on any machine and type the code ([A-Z]{4}-[A-Z]{4})/);
    await browser.go(page);
    await browser.type('#device-user-code', code.toLowerCase());
    await browser.click('button[type=submit]');
    await signIn(browser);
    await browser.click('button[name=accept]');
    await browser.waitFor('Device Login Successful');
    assert.match(await shell.end(), /kind: Person/);
  },

  'device code: refused on the page': async (browser) => {
    const shell = new Shell(`try { Connect-VgsCalm -UseDeviceCode -AuthUri ${EMULATOR} } ${caught}`);
    const [, address] = await shell.hear(/in one address: (\S+)/);
    await browser.go(address);
    await signIn(browser);
    await browser.click('#kc-cancel');
    await browser.waitFor('Device Login Failed');
    assert.match(await shell.end(), /SignInFailed.*access_denied.*The end user denied/s);
  },

  'a client that may not use device codes: the other ways': async () => {
    await setOptions({ deviceGrantMode: 'refusedAtStart' });
    const shell = new Shell(`try { Connect-VgsCalm -DeviceCode -AuthUri ${EMULATOR} } ${caught}`);
    assert.match(await shell.end(), /SignInFailed.*may not sign in by device code.*-Interactive/s);
    await setOptions({ deviceGrantMode: 'allowed' });
  },

  'oidc-provider: code, PKCE, iss, refresh with rotation': async (browser) => {
    const shell = new Shell(`
      Connect-VgsCalm -Interactive -Name admin -AuthUri ${PROVIDER}/auth/realms/vgs
      $tokens = 1..3 | ForEach-Object { Get-VgsAccessToken -Session admin -ForceRefresh -AsPlainText }
      "different tokens: $(($tokens | Sort-Object -Unique).Count)"
      Disconnect-VgsCalm admin
    `);
    await browser.go(await opened(shell));
    await browser.type('input[name=login]', 'ann');
    await browser.type('input[name=password]', 'anything');
    await browser.click('button[type=submit]');
    await browser.waitFor('Authorize');
    await browser.click('button[type=submit]');
    await browser.waitFor('You are signed in');
    assert.match(await shell.end(), /different tokens: 3/);
  },

  'oidc-provider: device code': async (browser) => {
    const shell = new Shell(
      `Connect-VgsCalm -DeviceCode -Name admin -AuthUri ${PROVIDER}/auth/realms/vgs; "kind: $((Get-VgsCalmSession admin).Kind)"`,
    );
    const [, page, code] = await shell.hear(/open (\S+) on any machine and type the code (\S+)/);
    await browser.go(page);
    await browser.type('input[name=user_code]', code);
    await browser.click('button[type=submit]');
    await browser.waitFor('Confirm Device');
    await browser.click('button[type=submit]');
    const next = await browser.text();
    if (!next.includes('Sign-in Success')) {
      await browser.type('input[name=login]', 'ann');
      await browser.type('input[name=password]', 'anything');
      await browser.click('button[type=submit]');
      await browser.waitFor('Authorize');
      await browser.click('button[type=submit]');
    }

    await browser.waitFor('Sign-in Success');
    assert.match(await shell.end(), /kind: Person/);
  },
};

let failed = 0;
const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(cases)) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) {
    continue;
  }

  await rm(OPENED, { force: true });
  const browser = await Browser.open(DRIVER);
  const started = Date.now();
  try {
    await run(browser);
    console.log(`passed  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}\n${error.stack}\nThe page: ${await browser.text().catch(() => 'none')}`);
  } finally {
    await browser.close();
  }
}

console.log(`${Object.keys(cases).length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
