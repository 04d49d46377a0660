import { memoryOf } from '../../nodes/Feishu/client/ExecutionMemory';
import { failed, failure } from '../../nodes/Feishu/errors/Failure';
import { settings } from './runs';

const answer = failed(failure('timed_out', { effect: 'unknown' }));

const lost = { call: { path: '/', ...settings }, since: { now: 0, monotonic: 0 }, answer };

const signal = () => new AbortController().signal;

test('a node finds its memory again for as long as the execution lasts', () => {
	const execution = signal();
	memoryOf(execution, 'Feishu').uncertain.set('om_1', lost);
	expect(memoryOf(execution, 'Feishu').uncertain.has('om_1')).toBe(true);
});

test('another node of the execution has a memory of its own', () => {
	const execution = signal();
	memoryOf(execution, 'Feishu').uncertain.set('om_1', lost);
	expect(memoryOf(execution, 'Feishu1').uncertain.size).toBe(0);
});

test('another execution knows nothing of it', () => {
	memoryOf(signal(), 'Feishu').uncertain.set('om_1', lost);
	expect(memoryOf(signal(), 'Feishu').uncertain.size).toBe(0);
});

test('without an execution nothing is kept', () => {
	memoryOf(undefined, 'Feishu').uncertain.set('om_1', lost);
	expect(memoryOf(undefined, 'Feishu').uncertain.size).toBe(0);
});

test('names that objects have by nature are names like others', () => {
	const execution = signal();
	memoryOf(execution, '__proto__').uncertain.set('om_1', lost);
	expect(memoryOf(execution, 'constructor').uncertain.size).toBe(0);
	expect(memoryOf(execution, '__proto__').uncertain.size).toBe(1);
});
