import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A customer's application: takes events, answers as it is told to, and counts. */
export class Application {
  status = 200;
  posts = 0;
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, reply) => {
      this.posts += 1;
      request.resume();
      reply.statusCode = this.status;
      reply.end('{}');
    });
  }

  static async start(): Promise<Application> {
    const application = new Application();
    await new Promise<void>((ready) => application.server.listen(0, '127.0.0.1', ready));
    return application;
  }

  get callback(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/events`;
  }

  /** What an instance's configuration needs in order to post its events here. */
  configuration(enabled = true) {
    return {
      'event.notification.enabled': String(enabled),
      'event.notification.callback.url': this.callback,
    };
  }

  stop(): void {
    this.server.close();
  }
}
