/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- reads the project's own files */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

test('the example that answers repeats no tag of a stranger, which could mention everyone', () => {
	const file = join(__dirname, '../../examples/answer-messages.json');
	const repeating = readFileSync(file, 'utf8').match(/\{\{[^}]*\$json\.text\b[^}]*\}\}/g);
	expect(repeating).toEqual(["{{ $json.text.replaceAll('<', '＜') }}"]);
});
