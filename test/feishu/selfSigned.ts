/* eslint-disable @n8n/community-nodes/no-restricted-imports -- for the stand-in's TLS; it never ships */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** DER, as far as one certificate needs it: tag, length, contents. */
function der(tag: number, ...contents: Buffer[]): Buffer {
	const value = Buffer.concat(contents);
	const { length } = value;
	const size =
		length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...size]), value]);
}

const sequence = (...contents: Buffer[]) => der(0x30, ...contents);
const octets = (contents: Buffer) => der(0x04, contents);
const bits = (contents: Buffer) => der(0x03, Buffer.from([0]), contents);
const oid = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const integer = (hex: string) => der(0x02, Buffer.from(hex, 'hex'));
const yes = der(0x01, Buffer.from([0xff]));
const time = (date: Date) =>
	der(0x17, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));
const commonName = (name: string) =>
	sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(name)))));

const alternativeName = (host: string) =>
	isIPv4(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host));

/** A key and a certificate for a day that nobody signed, so that no key has to lie in the repository. */
export function selfSigned(hosts = ['localhost', '127.0.0.1']): { key: string; cert: string } {
	const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
	const name = commonName('Feishu stand-in');
	const now = Date.now();
	const dayMs = 86_400_000;
	const extensions = sequence(
		sequence(oid('551d11'), octets(sequence(...hosts.map(alternativeName)))),
		sequence(oid('551d13'), yes, octets(sequence(yes))),
	);
	const certificate = sequence(
		der(0xa0, integer('02')),
		integer(`01${randomBytes(8).toString('hex')}`),
		ecdsaWithSha256,
		name,
		sequence(time(new Date(now - dayMs)), time(new Date(now + dayMs))),
		name,
		publicKey.export({ type: 'spki', format: 'der' }),
		der(0xa3, extensions),
	);
	const signed = sequence(
		certificate,
		ecdsaWithSha256,
		bits(sign('sha256', certificate, privateKey)),
	);
	const lines = signed.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
	return {
		key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
	};
}
