// node-sparky, a client that shares nothing with the official SDK.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {createRequire} from 'node:module';
import {after, before, describe, test} from 'node:test';
import {accessToken, ada, base, bob, fault, signIn, unique} from './sandbox.mjs';

const Spark = createRequire(import.meta.url)('node-sparky');

const withToken = (token, options = {}) => new Spark({token, apiUrl: `${base}/`, ...options});

describe('node-sparky 4.6.0', () => {
  const spark = withToken(accessToken);
  let room;

  before(async () => {
    room = await spark.roomAdd(unique('Sparky'));
  });
  after(() => spark.roomRemove(room.id));

  test('people are read, found, and an administrator creates, updates and deletes one', async () => {
    const me = await spark.personMe();
    assert.deepEqual(me.emails, [ada]);
    assert.equal((await spark.personGet(me.id)).id, me.id);
    assert.deepEqual((await spark.peopleGet({email: bob})).map((person) => person.emails), [[bob]]);
    const created = await spark.personAdd({
      emails: [`${unique('sparky').replace(' ', '.')}@sandbox.example`],
      displayName: 'Sparky One',
      firstName: 'Sparky',
      lastName: 'One',
    });
    created.displayName = 'Sparky Two';
    assert.equal((await spark.personUpdate(created)).displayName, 'Sparky Two');
    await spark.personRemove(created.id);
    await assert.rejects(spark.personGet(created.id), {code: 404});
  });

  test('rooms are created, read, listed, renamed and removed', async () => {
    const created = await spark.roomAdd(unique('Room'));
    assert.deepEqual(await spark.roomGet(created.id), created);
    assert.ok((await spark.roomsGet({type: 'group'})).some((listed) => listed.id === created.id));
    created.title = unique('Renamed');
    assert.equal((await spark.roomUpdate(created)).title, created.title);
    await spark.roomRemove(created.id);
    await assert.rejects(spark.roomGet(created.id), {code: 404, type: 'ERR_STATUS'});
  });

  test('memberships are created, read, listed, changed and removed', async () => {
    const created = await spark.membershipAdd(room.id, bob);
    assert.deepEqual(await spark.membershipGet(created.id), created);
    assert.equal((await spark.membershipsGet({roomId: room.id})).length, 2);
    created.isModerator = true;
    assert.equal((await spark.membershipUpdate(created)).isModerator, true);
    await spark.membershipRemove(created.id);
    assert.equal((await spark.membershipsGet({roomId: room.id})).length, 1);
  });

  test('messages are sent to a room and to a person, read, listed and removed', async () => {
    const sent = await spark.messageSend({roomId: room.id, markdown: '**one**'});
    assert.deepEqual(await spark.messageGet(sent.id), sent);
    assert.equal((await spark.messagesGet({roomId: room.id}, 1))[0].id, sent.id);
    assert.equal((await spark.messageSend({toPersonEmail: bob, text: 'hello'})).roomType, 'direct');
    await spark.messageRemove(sent.id);
    await assert.rejects(spark.messageGet(sent.id), {code: 404});
  });

  test('a file goes up and comes back byte by byte with its name and type', async () => {
    const binary = Buffer.from(Array.from({length: 256}, (_, byte) => byte));
    const sent = await spark.messageSend(
      {roomId: room.id, text: 'a file'},
      {name: 'all bytes.png', ext: 'png', type: 'image/png', binary, base64: binary.toString('base64')},
    );
    const file = await spark.contentGet(sent.files[0]);
    assert.equal(file.name, 'all bytes.png');
    assert.equal(file.type, 'image/png');
    assert.deepEqual(file.binary, binary);
  });

  test('teams and their memberships are created, read, listed, changed and removed', async () => {
    const team = await spark.teamAdd(unique('Team'));
    assert.deepEqual(await spark.teamGet(team.id), team);
    assert.ok((await spark.teamsGet()).some((listed) => listed.id === team.id));
    team.name = unique('Renamed');
    // Neither teamUpdate nor teamMembershipUpdate, which in 4.6.0 write to /people (lib/res/teams.js, line 95).
    assert.equal((await spark.request('put', 'teams', team.id, team)).name, team.name);

    const membership = await spark.teamMembershipAdd(team.id, bob);
    assert.deepEqual(await spark.teamMembershipGet(membership.id), membership);
    assert.equal((await spark.teamMembershipsGet({teamId: team.id})).length, 2);
    membership.isModerator = true;
    const updated = await spark.request('put', 'team/memberships', membership.id, membership);
    assert.equal(updated.isModerator, true);
    await spark.teamMembershipRemove(membership.id);
    await spark.teamRemove(team.id);
    await assert.rejects(spark.teamGet(team.id), {code: 404});
  });

  test('webhooks are created, read, listed, changed and removed', async () => {
    const webhook = await spark.webhookAdd({
      name: unique('Webhook'),
      targetUrl: 'http://localhost:9999/hook',
      resource: 'messages',
      event: 'created',
    });
    assert.equal((await spark.webhookGet(webhook.id)).name, webhook.name);
    assert.equal((await spark.webhooksGet({name: webhook.name})).length, 1);
    webhook.targetUrl = 'http://localhost:9999/other';
    assert.equal((await spark.webhookUpdate(webhook)).targetUrl, webhook.targetUrl);
    await spark.webhookRemove(webhook.id);
    await assert.rejects(spark.webhookGet(webhook.id), {code: 404});
  });

  test('a delivered webhook passes the check of its signature', {timeout: 20_000}, async (context) => {
    const listener = withToken(accessToken, {webhookSecret: 'quiet'});
    const handle = listener.webhookListen();
    const server = createServer(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      // Not the request itself: the client wants headers to be a property of its own, which Node ended in version 15.
      handle(
        {headers: request.headers, body},
        {status: (code) => (response.statusCode = code), send: (text) => response.end(text)},
      );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const webhook = await listener.webhookAdd({
        name: unique('Delivery'),
        targetUrl: `http://127.0.0.1:${server.address().port}/hook`,
        resource: 'messages',
        event: 'created',
        filter: `roomId=${room.id}`,
      });
      const delivered = once(listener, 'messages-created', {signal: context.signal});
      const sent = await spark.messageSend({roomId: room.id, text: 'for the webhook'});
      const [message, envelope] = await delivered;
      assert.equal(message.id, sent.id);
      assert.equal(envelope.id, webhook.id);
      assert.equal(envelope.data.text, undefined);
      await spark.webhookRemove(webhook.id);
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  test('lists are followed page by page to their end, or to the number asked for', async () => {
    const small = withToken(accessToken, {maxPageItems: 20});
    const long = (await small.roomsGet()).find((listed) => listed.title === 'Build Status');
    const messages = await small.messagesGet({roomId: long.id});
    assert.equal(new Set(messages.map((message) => message.id)).size, 130);
    assert.equal((await small.messagesGet({roomId: long.id}, 45)).length, 45);
    const few = withToken(accessToken, {maxPageItems: 2});
    assert.equal((await few.peopleGet()).length, (await spark.peopleGet()).length);
    assert.equal((await few.roomsGet()).length, (await spark.roomsGet()).length);
  });

  test('a call that came too early is repeated after the seconds it was told', async () => {
    await fault({kind: 'status', status: 429, retryAfter: 1, count: 2, token: accessToken});
    const begun = Date.now();
    assert.deepEqual((await spark.personMe()).emails, [ada]);
    assert.ok(Date.now() - begun >= 1_900);
  });

  test('errors have the kind of their status', async () => {
    await assert.rejects(withToken('nobody').personMe(), {code: 401, type: 'ERR_UNAUTHORIZED'});
    await assert.rejects(spark.membershipAdd(room.id, ada), {code: 409, type: 'ERR_CONFLICT'});
    const ordinary = withToken((await signIn(bob)).access_token);
    await assert.rejects(ordinary.peopleGet(), {code: 400, type: 'ERR_REQUEST'});
    await assert.rejects(ordinary.rolesGet(), {code: 403, type: 'ERR_FORBIDDEN'});
  });
});
