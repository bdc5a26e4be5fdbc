import { cases as oauth4webapi } from './oauth4webapi.mjs';
import { cases as openidClient } from './openid-client.mjs';

let [passed, failed] = [0, 0];
for (const [library, cases] of Object.entries({ 'openid-client': openidClient, oauth4webapi })) {
  for (const [name, run] of Object.entries(cases)) {
    try {
      await run();
      passed++;
      console.log(`passed  ${library}: ${name}`);
    } catch (error) {
      failed++;
      console.log(`FAILED  ${library}: ${name}\n${error.stack}\n${error.cause ? JSON.stringify(error.cause) : ''}`);
    }
  }
}

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
