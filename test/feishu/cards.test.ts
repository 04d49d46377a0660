import { dataOf, useStandIn } from './useStandIn';

const used = useStandIn();
const { patch } = used;
const send = async (card: unknown) => await used.send(card, { type: 'interactive' });

const markdown = (content: string) => ({ tag: 'markdown', content });
const card1 = (...elements: object[]) => ({ config: { update_multi: true }, elements });
const card2 = (...elements: object[]) => ({ schema: '2.0', body: { elements } });
const refused = (code: number, rest: string) =>
	`Failed to create card content, ext=ErrCode: ${code}; ${rest}; `;
const parse =
	'ErrMsg: parse card json err, please check whether the card json is correct; ErrorValue: ';

describe('a card is refused', () => {
	const unknown = (property: string, path: string) =>
		refused(200621, `${parse}unknown property, property: ${property}, path: ${path}`);
	const cases: Array<[why: string, card: () => unknown, msg: string]> = [
		['that is no JSON', () => '{"elements":', refused(200621, `${parse}not JSON`)],
		[
			'of 2.0 with an unknown property',
			() => ({ ...card2(), elements: [] }),
			unknown('elements', 'ROOT'),
		],
		[
			'of 2.0 with an unknown property far down',
			() =>
				card2(markdown('one'), {
					tag: 'collapsible_panel',
					elements: [{ ...markdown('two'), text_color: 'red' }],
				}),
			unknown(
				'text_color',
				'ROOT -> body -> elements -> [1](tag: collapsible_panel) -> elements -> [0](tag: markdown)',
			),
		],
		[
			'of 2.0 with an element that only 1.0 has',
			() => card2({ tag: 'column_set', columns: [{ tag: 'column', elements: [{ tag: 'note' }] }] }),
			refused(
				200861,
				'ErrPath: ROOT -> body -> elements -> [0](tag: column_set) -> columns -> [0](tag: column) -> elements -> [0](tag: note); ErrMsg: cards of schema V2 no longer support this capability; ErrorValue: unsupported tag note',
			),
		],
		[
			'of more than 200 elements',
			() => card2(...Array.from({ length: 201 }, () => ({ tag: 'hr' }))),
			refused(11310, 'ErrMsg: element exceeds the limit'),
		],
		[
			'with a bare title',
			() => ({ ...card1(), header: { title: 'T' } }),
			refused(200621, `${parse}failed to unmarshal for PlainText, path: ROOT -> header -> title`),
		],
		[
			'that mentions a stranger',
			() => card1(markdown('<at id=ou_nobody></at>')),
			refused(
				100290,
				'ErrMsg: There is an invalid user resource(at/person) in your card; ErrorValue: ou_nobody',
			),
		],
		[
			'that shows a stranger',
			() => card2({ tag: 'person', user_id: 'ou_nobody' }),
			refused(
				100290,
				'ErrMsg: There is an invalid user resource(at/person) in your card; ErrorValue: ou_nobody',
			),
		],
		[
			'with an image that is not there',
			() => card1({ tag: 'img', img_key: 'img_none' }),
			refused(200570, 'ErrMsg: card contains invalid image keys; ErrorValue: image key img_none'),
		],
		[
			'with too many tables',
			() => card2(...Array.from({ length: 4 }, () => markdown('|a|b|\n|---|---|\n|1|2|'))),
			refused(11310, 'ErrMsg: card table number over limit; ErrorValue: table'),
		],
		[
			'of the card kit that is unknown',
			() => ({ type: 'card', data: { card_id: '73' } }),
			refused(11310, 'ErrMsg: cardid is invalid'),
		],
	];

	test.each(cases)('%s', async (_why, card, msg) => {
		const { status, json } = await send(card());
		expect({ status, code: json.code, msg: json.msg }).toEqual({ status: 400, code: 230099, msg });
	});

	test('as an answer and as an update, too', async () => {
		const id = used.world.sendMessage({ type: 'interactive' });
		const answer = await used.reply(id, { msg_type: 'interactive', content: '{' });
		expect(answer.json.code).toBe(230099);
		expect((await patch(id, '{')).json.code).toBe(230099);
	});
});

describe('a card is taken', () => {
	const openId = () => used.world.user.openId;
	const cases: Array<[why: string, card: () => unknown]> = [
		['of 1.0 with unknown properties', () => ({ ...card1(), anything: 1 })],
		['of 2.0', () => ({ ...card2(markdown('one'), { tag: 'hr', element_id: 'a', margin: '0' }) })],
		['of 200 elements', () => card2(...Array.from({ length: 200 }, () => ({ tag: 'hr' })))],
		[
			'that mentions people',
			() =>
				card2(
					markdown(`<at id=${openId()}></at><at ids=${openId()},${openId()}></at>`),
					markdown(`<at email=${used.world.user.email}></at> <at id=all></at>`),
				),
		],
		[
			'with an own image',
			() => card1({ tag: 'img', img_key: used.world.addUpload({ kind: 'image' }).key }),
		],
	];

	test.each(cases)('%s', async (_why, card) => {
		expect((await send(card())).json).toMatchObject({ code: 0 });
	});

	test('of 2.0 with wide_screen_mode, or not', async () => {
		const card = { ...card2(), config: { wide_screen_mode: true } };
		expect((await send(card)).json.code).toBe(0);
		used.feishu.settings.wideScreenModeInCard2 = false;
		expect((await send(card)).json.msg).toMatch(/property: wide_screen_mode, path: ROOT -> config/);
	});
});

describe('a template', () => {
	const template = (template_id: string, more: object = {}) => ({
		type: 'template',
		data: { template_id, ...more },
	});

	test('is sent by its id, with its variables, in its version', async () => {
		const { id } = used.world.addTemplate({ variables: { name: 'string', count: 'number' } });
		const version = { template_version_name: '1.0.0' };
		const variables = { template_variable: { name: 'Tom', count: 3 } };
		expect((await send(template(id, { ...version, ...variables }))).json.code).toBe(0);
		expect((await send(template(id))).json.code).toBe(0);
	});

	test('has to be published, visible, and given variables of its types', async () => {
		const { world } = used;
		const draft = world.addTemplate({ published: false }).id;
		for (const card of [template('AAqNone'), template(draft)]) {
			expect((await send(card)).json.msg).toBe(
				refused(
					200380,
					`ErrMsg: template does not exist, please confirm whether this template has been released; ErrorValue: templateID: ${card.data.template_id}`,
				),
			);
		}
		const { id } = world.addTemplate({ variables: { name: 'string' } });
		const other = template(id, { template_version_name: '9.9.9' });
		expect((await send(other)).json.msg).toMatch(/ErrCode: 200380;/);
		const hidden = world.addTemplate({ visibleTo: [] }).id;
		expect((await send(template(hidden))).json.msg).toMatch(
			/ErrCode: 200381; ErrMsg: template is not visible to app, please confirm/,
		);
		const wrong = template(id, { template_variable: { name: true } });
		expect((await send(wrong)).json.msg).toMatch(
			/ErrCode: 200732; .* ErrorValue: varName: name, specifiedType: string, actualType: boolean; $/,
		);
	});

	test('counts with what it brings along', async () => {
		const { id } = used.world.addTemplate({ card: card1(markdown('x'.repeat(30 * 1024))) });
		expect((await send(template(id))).json.code).toBe(230025);
	});

	test('may take the place of a card', async () => {
		const card = used.world.sendMessage({ type: 'interactive' });
		const { id } = used.world.addTemplate();
		expect((await patch(card, template(id))).json).toMatchObject({ code: 0, data: {} });
	});
});

describe('an update', () => {
	test('answers nothing, and replaces the card', async () => {
		const { message_id: id = '' } = dataOf(await send(card1(markdown('old'))));
		const { status, json } = await patch(id, card1(markdown('new')));
		expect({ status, json }).toEqual({ status: 200, json: { code: 0, msg: 'success', data: {} } });
		expect(used.world.message(id)).toMatchObject({
			content: JSON.stringify(card1(markdown('new'))),
			updated: true,
		});
	});

	test('needs update_multi before and after, which 2.0 always has', async () => {
		const shared = card1();
		const { message_id: own = '' } = dataOf(await send({ elements: [] }));
		expect((await patch(own, shared)).json.code).toBe(230001);
		const { message_id: id = '' } = dataOf(await send(shared));
		expect((await patch(id, { elements: [] })).json.code).toBe(230001);
		used.feishu.settings.unsharedCardCode = 230099;
		expect((await patch(id, { elements: [] })).json.code).toBe(230099);
		const { message_id: modern = '' } = dataOf(await send(card2()));
		expect((await patch(modern, card2())).json.code).toBe(0);
	});

	test('does not lead back from 2.0 to 1.0', async () => {
		const { message_id: id = '' } = dataOf(await send(card2()));
		expect((await patch(id, card1())).json.msg).toMatch(/ext=ErrCode: 200830; /);
	});

	test('is for whoever sent the card, for 14 days, and while it is there', async () => {
		const { world, client } = used;
		const { accessToken } = world.authorize();
		const type = 'interactive';
		expect((await patch(world.sendMessage({ type, sender: world.user }), card1())).json.code).toBe(
			230071,
		);
		expect((await patch(world.sendMessage({ type }), card1(), accessToken)).json.code).toBe(230071);
		expect(
			(await patch(world.sendMessage({ type, sender: world.user }), card1(), accessToken)).json
				.code,
		).toBe(0);
		expect(
			(await patch(world.sendMessage({ type, ageHours: 15 * 24 }), card1())).json,
		).toMatchObject({
			code: 230031,
			msg: 'Message can only be modified within 14 days after sending.',
		});
		expect((await patch(world.sendMessage(), card1())).json.msg).toMatch(
			/ext=This message is NOT a card$/,
		);
		const gone = world.sendMessage({ type });
		await client.recall(gone);
		expect((await patch(gone, card1())).json.code).toBe(230011);
	});
});

describe('read back', () => {
	test('a card has lost its form, unless it is asked for as it was sent', async () => {
		const card = {
			...card1(
				{ tag: 'div', text: { tag: 'lark_md', content: 'words' } },
				{ tag: 'action', actions: [{ tag: 'button', text: { content: 'Go' }, type: 'primary' }] },
				{ tag: 'hr' },
				{ tag: 'note', elements: [{ tag: 'plain_text', content: 'small' }] },
			),
			header: { title: { tag: 'plain_text', content: 'Title' } },
		};
		const { message_id: id = '', body } = dataOf(await send(card));
		expect(JSON.parse(body?.content ?? '')).toEqual({
			title: 'Title',
			elements: [
				[{ tag: 'text', text: 'words' }],
				[{ tag: 'button', text: 'Go', type: 'primary' }],
				[{ tag: 'hr' }],
				[{ tag: 'note', elements: [{ tag: 'text', text: 'small' }] }],
			],
		});
		const whole = dataOf(await used.get(id, '?card_msg_content_type=user_card_content'));
		expect(JSON.parse(whole.items?.[0]?.body.content ?? '')).toEqual(card);
	});

	test('a 2.0 card says only that a newer client is needed', async () => {
		const { body } = dataOf(await send(card2(markdown('words'))));
		expect(JSON.parse(body?.content ?? '')).toEqual({
			title: null,
			elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]],
		});
	});
});
