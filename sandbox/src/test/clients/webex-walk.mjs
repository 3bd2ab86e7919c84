// A walk through every resource with the official Webex SDK, in whichever release.
import assert from 'node:assert/strict';
import {createReadStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {accessToken, ada, bob, consent, expire, fault, integration, signIn, unique} from './sandbox.mjs';

const credentials = {
  client_id: integration.id,
  client_secret: integration.secret,
  redirect_uri: integration.redirectUri,
};

/**
 * @param {string} name what is under test
 * @param {function(object): object} create makes a client of the SDK's own attributes
 */
export function walk(name, create) {
  const ready = (attributes) =>
    new Promise((resolve) => {
      const webex = create({config: {credentials}, ...attributes});
      webex.once('ready', () => resolve(webex));
    });
  const withToken = (token) => ready({credentials: {access_token: token}});

  describe(name, () => {
    let webex;
    let me;
    let room;
    let folder;

    before(async () => {
      webex = await withToken(accessToken);
      me = await webex.people.get('me');
      room = await webex.rooms.create({title: unique('Walk')});
      folder = mkdtempSync(join(tmpdir(), 'clients-'));
    });
    after(() => rmSync(folder, {recursive: true}));

    const raw = (method, resource, body) => webex.request({method, service: 'hydra', resource, body});

    test('a token tells the organization it belongs to', async () => {
      const id = `ciscospark://us/ORGANIZATION/${webex.credentials.getOrgId()}`;
      assert.equal(Buffer.from(me.orgId, 'base64url').toString(), id);
    });

    describe('people', () => {
      test('are found by id, by UUID, by address and by name', async () => {
        assert.deepEqual(me.emails, [ada]);
        const found = (await webex.people.list({email: bob})).items[0];
        assert.equal((await webex.people.get(found.id)).displayName, found.displayName);
        const uuid = Buffer.from(found.id, 'base64url').toString().split('/').pop();
        assert.equal((await webex.people.get(uuid)).id, found.id);
        const both = await webex.people.list([me.id, found.id]);
        assert.deepEqual(both.map((person) => person.id), [me.id, found.id]);
        const named = await webex.people.list({displayName: found.displayName});
        assert.deepEqual([...named.items].map((person) => person.id), [found.id]);
      });

      test('an administrator creates, updates and deletes one', async () => {
        const email = `${unique('walk').replace(' ', '.')}@sandbox.example`;
        const created = (await raw('POST', 'people', {emails: [email], firstName: 'Walk', lastName: 'On'})).body;
        assert.equal(created.displayName, 'Walk On');
        const updated = await raw('PUT', `people/${created.id}`, {...created, displayName: 'Walk Off'});
        assert.equal(updated.body.displayName, 'Walk Off');
        assert.equal((await raw('DELETE', `people/${created.id}`)).statusCode, 204);
        await assert.rejects(raw('GET', `people/${created.id}`), {statusCode: 404});
      });
    });

    test('rooms are created, read, listed, renamed and removed', async () => {
      const created = await webex.rooms.create({title: unique('Room')});
      assert.equal(created.type, 'group');
      assert.ok(!Number.isNaN(Date.parse(created.created)));
      assert.deepEqual(await webex.rooms.get(created.id), created);
      assert.equal((await webex.rooms.list({max: 1, sortBy: 'created'})).items[0].id, created.id);
      created.title = unique('Renamed');
      assert.equal((await webex.rooms.update(created)).title, created.title);
      assert.equal(await webex.rooms.remove(created), undefined);
      await assert.rejects(webex.rooms.get(created.id), {statusCode: 404});
    });

    test('memberships are created, read, listed, changed and removed', async () => {
      const created = await webex.memberships.create({roomId: room.id, personEmail: bob});
      assert.equal(created.isModerator, false);
      assert.deepEqual(await webex.memberships.get(created), created);
      const listed = await webex.memberships.list({roomId: room.id});
      assert.deepEqual(listed.items.map((membership) => membership.personEmail).sort(), [ada, bob]);
      created.isModerator = true;
      assert.equal((await webex.memberships.update(created)).isModerator, true);
      await webex.memberships.remove(created);
      assert.equal((await webex.memberships.list({roomId: room.id})).length, 1);
    });

    describe('messages', () => {
      test('of text and of markdown are posted, read, listed newest first and removed', async () => {
        const text = await webex.messages.create({roomId: room.id, text: 'one'});
        const markdown = await webex.messages.create({roomId: room.id, markdown: `**two** <@personEmail:${bob}|Bob>`});
        assert.match(markdown.html, /<strong>two<\/strong>/);
        assert.equal(markdown.text, 'two Bob');
        assert.equal(markdown.mentionedPeople.length, 1);
        assert.deepEqual(await webex.messages.get(text), text);
        const listed = await webex.messages.list({roomId: room.id, max: 2});
        assert.deepEqual(listed.items.map((message) => message.id), [markdown.id, text.id]);
        await webex.messages.remove(text);
        await assert.rejects(webex.messages.get(text.id), {statusCode: 404});
      });

      test('reply in a thread', async () => {
        const parent = await webex.messages.create({roomId: room.id, text: 'question'});
        const reply = await webex.messages.create({roomId: room.id, parentId: parent.id, text: 'answer'});
        const thread = await webex.messages.list({roomId: room.id, parentId: parent.id});
        assert.deepEqual(thread.items.map((message) => message.id), [reply.id]);
      });

      test('reach a person directly', async () => {
        const sent = await webex.messages.create({toPersonEmail: bob, text: 'hello'});
        assert.equal(sent.roomType, 'direct');
        assert.equal(sent.toPersonEmail, bob);
      });

      test('carry a file, which comes back byte by byte', async () => {
        const path = join(folder, 'ünïcode walk.txt');
        const bytes = Buffer.from('first line\r\nzweite Zeile: äöü\n');
        writeFileSync(path, bytes);
        const sent = await webex.messages.create({roomId: room.id, text: 'a file', files: [createReadStream(path)]});
        assert.equal(sent.text, 'a file');
        assert.equal(sent.files.length, 1);
        // Not responseType 'buffer', with which webex 1.161.0 calls a function that it does not have.
        const file = await webex.request({uri: sent.files[0], encoding: 'latin1'});
        assert.deepEqual(Buffer.from(file.body, 'latin1'), bytes);
        assert.match(file.headers['content-disposition'], /filename=/);
      });

      test('refer to a file by its address', async () => {
        const sent = await webex.messages.create({roomId: room.id, files: ['https://files.example/logo.png']});
        assert.equal(sent.files.length, 1);
      });

      test('are edited', async () => {
        const sent = await webex.messages.create({roomId: room.id, text: 'before'});
        const edited = await raw('PUT', `messages/${sent.id}`, {roomId: room.id, text: 'after'});
        assert.equal(edited.body.text, 'after');
        assert.ok(edited.body.updated);
      });
    });

    test('teams and their memberships are created, read, listed, changed and removed', async () => {
      const team = await webex.teams.create({name: unique('Team')});
      assert.deepEqual(await webex.teams.get(team.id), team);
      assert.ok((await webex.teams.list({max: 100})).items.some((listed) => listed.id === team.id));
      team.name = unique('Renamed');
      assert.equal((await webex.teams.update(team)).name, team.name);

      const membership = await webex.teamMemberships.create({teamId: team.id, personEmail: bob});
      assert.deepEqual(await webex.teamMemberships.get(membership), membership);
      assert.equal((await webex.teamMemberships.list({teamId: team.id})).length, 2);
      membership.isModerator = true;
      assert.equal((await webex.teamMemberships.update(membership)).isModerator, true);
      await webex.teamMemberships.remove(membership);
      assert.equal((await webex.teamMemberships.list({teamId: team.id})).length, 1);

      const teamRoom = await webex.rooms.create({title: unique('Team room'), teamId: team.id});
      const rooms = await webex.rooms.list({teamId: team.id});
      assert.ok(rooms.items.some((listed) => listed.id === teamRoom.id));
      assert.equal((await raw('DELETE', `teams/${team.id}`)).statusCode, 204);
      await assert.rejects(webex.teams.get(team.id), {statusCode: 404});
    });

    test('webhooks are created, read, listed, changed and removed', async () => {
      const webhook = await webex.webhooks.create({
        name: unique('Webhook'),
        targetUrl: 'http://localhost:9999/hook',
        resource: 'messages',
        event: 'created',
        filter: `roomId=${room.id}`,
        secret: 'quiet',
      });
      assert.equal(webhook.status, 'active');
      assert.equal((await webex.webhooks.get(webhook)).id, webhook.id);
      assert.ok((await webex.webhooks.list()).items.some((listed) => listed.id === webhook.id));
      webhook.targetUrl = 'http://localhost:9999/other';
      assert.equal((await webex.webhooks.update(webhook)).targetUrl, webhook.targetUrl);
      await webex.webhooks.remove(webhook);
      await assert.rejects(webex.webhooks.get(webhook.id), {statusCode: 404});
    });

    test('a card is posted, submitted by its reader and read by its author', async () => {
      const shared = await webex.rooms.create({title: unique('Cards')});
      await webex.memberships.create({roomId: shared.id, personEmail: bob});
      const card = await webex.messages.create({
        roomId: shared.id,
        text: 'Approve?',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: {
              type: 'AdaptiveCard',
              version: '1.3',
              body: [{type: 'TextBlock', text: 'Approve?'}],
              actions: [{type: 'Action.Submit', title: 'Yes', data: {answer: 'yes'}}],
            },
          },
        ],
      });
      assert.equal(card.attachments.length, 1);
      const reader = await withToken((await signIn(bob)).access_token);
      const action = await reader.attachmentActions.create({
        type: 'submit',
        messageId: card.id,
        inputs: {answer: 'yes'},
      });
      assert.deepEqual((await webex.attachmentActions.get(action)).inputs, {answer: 'yes'});
    });

    describe('lists are followed page by page to their end', () => {
      const all = async (list) => {
        const pages = [];
        for (let page = await list; ; page = await page.next()) {
          pages.push(page.items);
          if (!page.hasNext()) {
            return pages;
          }
        }
      };

      test('of messages', async () => {
        const rooms = (await webex.rooms.list({max: 100})).items;
        const long = rooms.find((listed) => listed.title === 'Build Status');
        const pages = await all(webex.messages.list({roomId: long.id, max: 50}));
        assert.deepEqual(pages.map((page) => page.length), [50, 50, 30]);
        assert.equal(new Set(pages.flat().map((message) => message.id)).size, 130);
      });

      for (const [resource, list] of Object.entries({
        rooms: () => webex.rooms.list({max: 2}),
        memberships: () => webex.memberships.list({max: 2}),
        people: () => webex.people.list({max: 2}),
        teams: () => webex.teams.list({max: 1}),
      })) {
        test(`of ${resource}`, async () => {
          await webex.teams.create({name: unique('One more')});
          const pages = await all(list());
          assert.ok(pages.length > 1);
          const ids = pages.flat().map((item) => item.id);
          assert.equal(new Set(ids).size, ids.length);
        });
      }
    });

    describe('errors arrive as the error objects of the client', () => {
      test('for what is not there', async () => {
        await assert.rejects(webex.rooms.get(`${room.id.slice(0, -2)}AA`), (error) => {
          assert.equal(error.statusCode, 404);
          assert.equal(error.body.trackingId, error.headers.trackingid);
          assert.match(error.message, /could not be found/);
          return true;
        });
      });

      test('for a bad request', async () => {
        await assert.rejects(webex.messages.create({roomId: room.id}), {statusCode: 400});
      });

      test('for a bad token', async () => {
        const stranger = await withToken('nobody_PF84_99999999-aaaa-4bbb-8ccc-000000000001');
        await assert.rejects(stranger.people.get('me'), {statusCode: 401});
      });

      test('for what an ordinary person may not do', async () => {
        const ordinary = await withToken((await signIn(bob)).access_token);
        const request = {method: 'POST', service: 'hydra', resource: 'people', body: {emails: ['a@sandbox.example']}};
        await assert.rejects(ordinary.request(request), {statusCode: 403});
      });

      test('for too many calls, with the seconds to wait', async () => {
        await fault({kind: 'status', status: 429, retryAfter: 7, token: accessToken});
        await assert.rejects(webex.rooms.list(), (error) => {
          assert.equal(error.statusCode, 429);
          assert.equal(Number(error.retryAfter), 7);
          return true;
        });
      });
    });

    describe('OAuth', () => {
      test('a code becomes tokens', async () => {
        // With some token, since webex 1.161.0 does not survive an empty directory of services when it has none.
        const client = await withToken(accessToken);
        const code = await consent(ada, 'spark-admin:people_read');
        await client.authorization.requestAuthorizationCodeGrant({code});
        assert.ok(client.credentials.supertoken.refresh_token);
        assert.deepEqual((await client.people.get('me')).emails, [ada]);
        await assert.rejects(client.authorization.requestAuthorizationCodeGrant({code}), /invalid/i);
      });

      test('a call with an expired token refreshes it and succeeds', async () => {
        const {access_token, refresh_token} = await signIn(ada);
        const client = await ready({credentials: {access_token, refresh_token}});
        assert.deepEqual((await client.people.get('me')).emails, [ada]);
        await expire(access_token);
        assert.deepEqual((await client.people.get('me')).emails, [ada]);
        assert.notEqual(client.credentials.supertoken.access_token, access_token);
        assert.equal(client.credentials.supertoken.refresh_token, refresh_token);
      });

      test('a withdrawn consent is an OAuth error', async () => {
        const {access_token} = await signIn(ada);
        const client = await ready({credentials: {access_token, refresh_token: 'withdrawn'}});
        await assert.rejects(client.refresh(), /refresh token/i);
      });
    });
  });
}
