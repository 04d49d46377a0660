import { randomBytes } from 'node:crypto';

const hex = (length: number) =>
	randomBytes(Math.ceil(length / 2))
		.toString('hex')
		.slice(0, length);

const alphanumeric = (length: number) =>
	randomBytes(length * 2)
		.toString('base64')
		.replace(/[^A-Za-z0-9]/g, '')
		.slice(0, length);

const uuid = () => hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Ids as they look on the real platform; a message id is not all hex, it begins with an x. */
export const newId = {
	message: () => `om_x100b${hex(27)}`,
	image: () => `img_v3_${hex(4)}_${uuid()}`,
	file: () => `file_v3_${hex(4)}_${uuid()}`,
	template: () => `AAq${alphanumeric(10)}`,
	thread: () => `omt_${hex(16)}`,
	batch: () => `bm-${hex(32)}`,
	chat: () => `oc_${hex(32)}`,
	openId: () => `ou_${hex(32)}`,
	unionId: () => `on_${hex(32)}`,
	userId: () => hex(8),
	app: () => `cli_a${hex(15)}`,
	secret: () => alphanumeric(32),
	tenantKey: () => hex(16),
	verificationToken: () => alphanumeric(32),
	event: () => hex(32),
	nonce: () => String(randomBytes(4).readUInt32BE()),
	challenge: () => uuid(),
	cardToken: () => `c-${hex(40)}`,
	delivery: () => `delivery-${hex(16)}`,
	ticket: () => `g-${hex(40)}`,
	authorizationCode: () => alphanumeric(64),
	tenantToken: () => `t-g1${alphanumeric(38)}`,
	appToken: () => `a-g1${alphanumeric(38)}`,
	/** Real ones are signed JWTs of one to two kilobytes. */
	userToken: () => `eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.${alphanumeric(1000)}.${alphanumeric(86)}`,
	refreshToken: () => `eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCJ9.r${alphanumeric(600)}`,
};

let second = 0;
let stamp = '';
let isLong = false;

/** A log id begins with the time; both shapes are in use, and what decides between them is not known. */
export function newLogId(): string {
	isLong = !isLong;
	return isLong ? longLogId() : shortLogId();
}

/** The milliseconds after `02`, 53 characters in all. */
const longLogId = () => `02${Date.now()}${hex(38)}`;

function shortLogId(): string {
	const now = Math.floor(Date.now() / 1000);
	if (now !== second) {
		second = now;
		stamp = new Date(now * 1000).toISOString().replace(/\D/g, '').slice(0, 14);
	}
	return stamp + randomBytes(10).toString('hex').toUpperCase();
}
