// Chromium without a screen, driven as a person drives it: by address, typing and clicking (WebDriver, W3C).
export class Browser {
  constructor(driver) {
    this.driver = driver;
  }

  static async open(driver) {
    const browser = new Browser(driver);
    const options = {
      binary: '/usr/bin/chromium',
      args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-proxy-server'],
    };
    const { sessionId } = await browser.call('POST', '', {
      capabilities: { alwaysMatch: { browserName: 'chrome', 'goog:chromeOptions': options } },
    });
    browser.session = sessionId;
    return browser;
  }

  async go(address) {
    await this.command('POST', '/url', { url: address });
  }

  async type(selector, text) {
    const field = await this.find(selector);
    await this.command('POST', `/element/${field}/clear`, {});
    await this.command('POST', `/element/${field}/value`, { text });
  }

  async click(selector) {
    await this.command('POST', `/element/${await this.find(selector)}/click`, {});
  }

  text() {
    return this.command('POST', '/execute/sync', { script: 'return document.body.innerText', args: [] });
  }

  address() {
    return this.command('GET', '/url');
  }

  // Until the page says it: a click returns before the page that it leads to is there.
  async waitFor(words, seconds = 60) {
    const end = Date.now() + seconds * 1000;
    let text = '';
    while (Date.now() < end) {
      text = await this.text();
      if (text.includes(words)) {
        return text;
      }

      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    throw new Error(`The page never said '${words}'. It says:\n${text}\nat ${await this.address()}`);
  }

  async close() {
    await this.command('DELETE', '');
  }

  async find(selector) {
    const end = Date.now() + 60_000;
    for (;;) {
      try {
        const found = await this.command('POST', '/element', { using: 'css selector', value: selector });
        return Object.values(found)[0];
      } catch (error) {
        if (Date.now() > end) {
          throw error;
        }

        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  command(method, path, body) {
    return this.call(method, `/${this.session}${path}`, body);
  }

  async call(method, path, body) {
    const answer = await fetch(`${this.driver}/session${path}`, { method, body: body && JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${value.message}`);
    }

    return value;
  }
}
