// yaml-language-server as an editor uses it: one process for all files.
import {spawn} from 'node:child_process';
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const require = createRequire(import.meta.url);
const rpc = require('vscode-languageserver-protocol/node');

export class LanguageServer {
  #files = new Map();  // by address: {diagnostics, waiting}

  /** Texts without a line that names their schema are held against `schema`; `folder` is where the
      texts are said to lie. */
  constructor(schema, folder) {
    this.settings = {
      yaml: {
        schemas: {[pathToFileURL(schema).href]: ['*.yaml']},
        schemaStore: {enable: false},
        validate: true, hover: true, completion: true,
      },
    };
    this.folder = pathToFileURL(folder).href;
    const program = require.resolve('yaml-language-server/bin/yaml-language-server');
    this.process = spawn(process.execPath, [program, '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});
    this.connection = rpc.createProtocolConnection(this.process.stdout, this.process.stdin);
    this.connection.onRequest('workspace/configuration', ({items}) =>
      items.map(({section}) => this.settings[section] ?? null));
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onNotification('textDocument/publishDiagnostics', (told) => this.#keep(told));
    this.connection.listen();
  }

  async start() {
    await this.connection.sendRequest('initialize', {
      processId: process.pid, rootUri: null, workspaceFolders: null,
      capabilities: {
        workspace: {configuration: true},
        textDocument: {
          publishDiagnostics: {},
          hover: {contentFormat: ['markdown']},
          completion: {completionItem: {snippetSupport: true}},
        },
      },
    });
    await this.connection.sendNotification('initialized', {});
    await this.connection.sendNotification('workspace/didChangeConfiguration',
                                           {settings: this.settings});
  }

  #file(uri) {
    if (!this.#files.has(uri)) {
      const file = {};
      file.told = new Promise((resolve) => { file.tell = resolve; });
      this.#files.set(uri, file);
    }
    return this.#files.get(uri);
  }

  #keep({uri, diagnostics}) { this.#file(uri).tell(diagnostics); }

  /** Opens a text under a name and waits for what is wrong with it. */
  async diagnostics(name, text) {
    const uri = `${this.folder}/${name}`;
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: {uri, languageId: 'yaml', version: 1, text},
    });
    return this.#file(uri).told;
  }

  hover(name, position) {
    return this.#ask('textDocument/hover', name, position);
  }

  async completion(name, position) {
    const list = await this.#ask('textDocument/completion', name, position);
    return (list.items ?? list).map(({label}) => label);
  }

  #ask(method, name, position) {
    return this.connection.sendRequest(
      method, {textDocument: {uri: `${this.folder}/${name}`}, position});
  }

  async stop() {
    await this.connection.sendRequest('shutdown');
    await this.connection.sendNotification('exit');
    this.connection.dispose();
  }
}
