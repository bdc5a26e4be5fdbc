// A person at the realm's pages, without a browser: forms are sent as a browser sends them.
import assert from 'node:assert/strict';

const { EMULATOR, PASSWORD } = process.env;

// Signs in at the address, and gives the address that the browser is sent back to.
export async function signIn(address) {
  const answer = await post(await formOf(await fetch(address)), { username: 'ann@emulator.test', password: PASSWORD });
  assert.equal(answer.status, 302);
  return new URL(answer.headers.get('location'));
}

// Types a device's code, signs in and says yes.
export async function approve(page, code) {
  const typed = await post(page, { device_user_code: code });
  const consent = await post(await formOf(typed), { username: 'ann@emulator.test', password: PASSWORD });
  const done = await post(await formOf(consent), { accept: 'yes' });
  assert.match(await done.text(), /Device Login Successful/);
}

async function formOf(answer) {
  const page = await answer.text();
  const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1];
  assert.ok(action, `There is no form:\n${page}`);
  return new URL(action, EMULATOR);
}

const post = (address, fields) => fetch(address, { method: 'POST', redirect: 'manual', body: new URLSearchParams(fields) });
