import {
	array,
	constantFrom,
	dictionary,
	integer,
	oneof,
	record,
	tuple,
	type Arbitrary,
} from 'fast-check';

import { codes } from '../../nodes/Feishu/errors/codes';
import { reasons } from '../../nodes/Feishu/errors/reasons';
import { sentenceOf } from '../../nodes/Feishu/errors/sentence';
import { outputOf } from '../../nodes/Feishu/execution/output';
import { api, recall } from '../../nodes/Feishu/operations/message/recall';
import { clientOf, recallOne } from './client';
import {
	bytes,
	data,
	echoOf,
	expectFitForPeople,
	fieldOf,
	holdsFor,
	isYes,
	secret,
	token,
	written,
} from './hostile';
import { VirtualClock } from '../client/virtualClock';
import { issues, recalled, scriptedHttp, type Said } from '../client/scriptedHttp';

const minute = 60_000;

const echo = echoOf(secret, token);

const status = oneof(
	constantFrom(200, 200, 200, 201, 204, 299, 300, 302, 400, 401, 403, 404, 429, 500, 502, 503),
	integer({ min: 100, max: 999 }),
);

const code = written(
	'code',
	oneof(
		constantFrom<unknown>(0, 0, 0, '0', '', null, false, [], {}, [0], { valueOf: 0 }, 0.5, -1),
		constantFrom(...Object.keys({ ...codes, ...api.codes }).map(Number)),
		integer(),
		data,
	),
);

const error = oneof(
	data,
	record(
		{
			log_id: oneof(echo, data),
			troubleshooter: oneof(
				echo,
				echo.map((each) => `see https://open.feishu.cn/${each}`),
				data,
			),
			permission_violations: oneof(
				data,
				array(record({ type: data, subject: oneof(echo, data), scope: oneof(echo, data) }), {
					maxLength: 30,
				}),
			),
		},
		{ requiredKeys: [] },
	),
);

/** Feishu's envelope, each of its fields as it should not be. */
const envelope = tuple(
	code,
	written('msg', oneof(echo, data)),
	written('error', error),
	written('data', data),
	written('log_id', oneof(echo, data)),
).map((members) => Buffer.from(`{${members.filter((each) => each !== '').join(',')}}`));

const headersOf = (echoed: Arbitrary<string>) =>
	dictionary(
		oneof(
			constantFrom('x-ogw-ratelimit-reset', 'retry-after', 'x-tt-logid', 'x-request-id'),
			constantFrom('content-type', 'content-encoding', '__proto__', 'constructor', 'request-id'),
		),
		oneof<Arbitrary<unknown>[]>(
			echoed,
			data,
			constantFrom(
				'1',
				'0',
				'-1',
				'0.001',
				'5e-324',
				'1e9',
				'Infinity',
				'NaN',
				'0x10',
				' 3 ',
				'1,2',
			),
		),
		{ noNullPrototype: true },
	);

/** Pieces as a network cuts them, in the midst of a character if need be. */
const answer: Arbitrary<Said> = record({
	status,
	headers: headersOf(echo),
	body: oneof({ weight: 4, arbitrary: envelope }, { weight: 1, arbitrary: bytes }),
	cutAt: integer({ min: 0, max: 200 }),
	breaksWith: constantFrom(undefined, undefined, undefined, undefined, 'ECONNRESET'),
}).map(({ body, cutAt, breaksWith, ...head }) => ({
	...head,
	chunks: [body.subarray(0, cutAt), body.subarray(cutAt)],
	...(breaksWith !== undefined && { breaksWith }),
}));

const bodyOf = ({ chunks = [] }: Said) => Buffer.concat(chunks.map((each) => Buffer.from(each)));

const saysYes = (said: Said) =>
	said.breaksWith === undefined && isYes(said.status ?? 0, bodyOf(said));

/** One message, asked for at a host that answers like this, each time. */
async function recallAt(recallAnswer: Said, tokenAnswer: Said) {
	const clock = new VirtualClock();
	const { http, heard } = scriptedHttp(clock, ({ method }, count) => {
		// Five minutes of being limited, and asked again each second.
		if (count > 400) throw new Error('Asked without end');
		return method === 'DELETE' ? recallAnswer : tokenAnswer;
	});
	const report = await clock.run(recallOne(clientOf(http, clock)));
	return { outcome: report.outcome, heard, output: outputOf(report, recall), clock };
}

const allowed = [
	'DELETE https://open.feishu.cn/open-apis/im/v1/messages/om_1',
	'POST https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal',
];

function expectTold({ outcome, output, clock, heard }: Awaited<ReturnType<typeof recallAt>>) {
	expect(clock.pending).toBe(0);
	expect(clock.elapsed).toBeLessThan(10 * minute);
	expect(heard.length).toBeLessThan(400);
	const asked = heard.map(({ method, origin, path }) => `${method} ${origin}${path}`);
	expect(asked.filter((each) => !allowed.includes(each))).toEqual([]);
	expectFitForPeople(output.json);
	if (outcome.ok) return;
	const { failure } = outcome;
	expect(Object.keys(reasons)).toContain(failure.reason);
	expect(Number.isInteger(failure.code ?? 1)).toBe(true);
	expectFitForPeople(
		sentenceOf(failure, 'Message om_1', 'recalled'),
		failure.hint,
		failure.troubleshooter,
	);
	expectFitForPeople(failure.logId, ...(failure.missingScopes ?? []));
	expect(sentenceOf(failure, 'Message om_1', 'recalled').length).toBeLessThan(600);
}

test('whatever is answered to a recall, only a yes is told as one, and nothing else happens', async () => {
	await holdsFor(3_000, answer, async (said) => {
		const run = await recallAt(said, issues(token));
		expect(run.outcome.ok).toBe(saysYes(said));
		expect(Object.keys(run.output.json)).toEqual(
			run.outcome.ok ? expect.arrayContaining(['message_id', 'deleted']) : ['error'],
		);
		expectTold(run);
	});
});

const tokenAnswer: Arbitrary<Said> = record({
	status: oneof({ weight: 3, arbitrary: constantFrom(200) }, { weight: 1, arbitrary: status }),
	headers: headersOf(echoOf(secret)),
	body: oneof(
		tuple(
			oneof({ weight: 3, arbitrary: constantFrom('"code":0') }, { weight: 1, arbitrary: code }),
			written('msg', oneof(echoOf(secret), data)),
			written(
				'tenant_access_token',
				oneof<Arbitrary<unknown>[]>(
					data,
					constantFrom(token, token, token, 'a b', 'a\r\nX-Evil: 1', 'é'),
				),
			),
			written('expire', oneof(data, integer(), constantFrom(7200, '7200', -1, 0))),
		).map((members) => Buffer.from(`{${members.filter((each) => each !== '').join(',')}}`)),
		bytes,
	),
}).map(({ body, ...head }) => ({ ...head, chunks: [body] }));

test('whatever is answered to a request for a token, only a token is sent, and only with a yes', async () => {
	await holdsFor(1_500, tokenAnswer, async (said) => {
		const run = await recallAt(recalled(), said);
		const issued = saysYes(said) ? fieldOf(bodyOf(said), 'tenant_access_token') : undefined;
		const isOne = typeof issued === 'string' && /^[!-~]{1,8192}$/.test(issued);
		const recalls = run.heard.filter(({ method }) => method === 'DELETE');
		expect(run.outcome.ok).toBe(isOne);
		expect(recalls.map((request) => request.options.headers?.Authorization)).toEqual(
			isOne ? [`Bearer ${String(issued)}`] : [],
		);
		expect(
			run.heard.some(({ options }) => JSON.stringify(options.body ?? '').includes(secret)),
		).toBe(true);
		expectTold(run);
	});
});
