import type { Chat, Message } from '../model';
import { idOf } from '../seeds';
import type { FeishuStandIn } from '../standIn';
import { html, type Html } from './html';
import { wordsOf } from './words';

export const pathOf = ({ id }: Chat) => `/_standin/page/${id}`;

/** The person who looks at the page: the world's first person, or the one of a one-to-one chat. */
export const reader = (chat: Chat, { world }: FeishuStandIn) =>
	chat.members.has(world.user.openId)
		? world.user
		: ([...world.users.values()].find(({ openId }) => chat.members.has(openId)) ?? world.user);

/** A chat as its members see it, with the other chats beside it. */
export const page = (chat: Chat, standIn: FeishuStandIn): Html =>
	html`<!doctype html>
		<html lang="en">
			<meta charset="utf-8" />
			<meta name="viewport" content="width=device-width" />
			<title>${nameOf(chat, standIn)}</title>
			<style>
				${style}
			</style>
			<body>
				${whole(chat, standIn)}
			</body>
			<script>
				${script};
			</script>
		</html>`;

const whole = (chat: Chat, standIn: FeishuStandIn): Html => {
	const chats = [...standIn.world.chats.values()].filter(({ dissolved }) => !dissolved);
	return html`<nav>
			${chats.map(
				(each) =>
					html`<a href="${pathOf(each)}" ${each === chat && current}
						>${nameOf(each, standIn)} <small>${each.messages.length}</small></a
					>`,
			)}
		</nav>
		<main>
			<h1>${nameOf(chat, standIn)} <small>${chat.id}</small></h1>
			<ol id="messages">
				${chat.messages.map((message) => shownMessage(message, standIn))}
			</ol>
			<form method="post" action="${pathOf(chat)}">
				<input
					name="text"
					placeholder="Write as ${reader(chat, standIn).name}"
					autocomplete="off"
					autofocus
					required
				/><button>Send</button>
			</form>
		</main>`;
};

const current = html` aria-current="page"`;

function nameOf({ type, name, members }: Chat, { world }: FeishuStandIn): string {
	if (type === 'group') return name;
	const partners = [...members].map((id) => world.users.get(id)?.name ?? world.apps.get(id)?.name);
	return partners.join(' and ');
}

function shownMessage(message: Message, standIn: FeishuStandIn): Html {
	const { id, chat, senderId, createdAt, updated, deleted, parentId } = message;
	const { world } = standIn;
	const sender = world.users.get(senderId)?.name ?? world.apps.get(senderId)?.name ?? senderId;
	if (deleted) return html`<li id="${id}" class="gone">This message was recalled · ${sender}</li>`;
	const time = new Date(createdAt).toISOString().slice(11, 16);
	const about = `${sender} · ${time}${updated ? ' · Edited' : ''}`;
	const isOwn = senderId === idOf(reader(chat, standIn));
	const parent = world.message(parentId ?? '');
	const quoted = parent && (parent.deleted ? 'A recalled message' : wordsOf(parent, standIn));
	return html`<li id="${id}" class="${isOwn ? 'own' : 'other'}">
		<small>${about}</small>
		${quoted !== undefined && html`<blockquote>${quoted}</blockquote>`}
		<p title="${id}">${linked(wordsOf(message, standIn))}</p>
		${isOwn &&
		html`<form method="post" action="/_standin/page/recall/${id}"><button>Recall</button></form>`}
	</li>`;
}

/** Addresses in it can be clicked. */
const linked = (words: string): Html[] =>
	words
		.split(/(https?:\/\/[^\s<>"]+)/)
		.map((part, index) =>
			index % 2 ? html`<a href="${part}" target="_blank">${part}</a>` : html`${part}`,
		);

const style: Html = {
	markup: `:root{color-scheme:light dark;--line:light-dark(#dee0e3,#3a3a3c);--soft:light-dark(#f5f6f7,#1f1f21);--own:light-dark(#d1e3ff,#1d3a6b);--quiet:light-dark(#646a73,#9a9ea6)}
*{box-sizing:border-box}body{margin:0;display:flex;height:100vh;font:14px/1.5 system-ui,sans-serif;background:light-dark(#fff,#141415)}
small{color:var(--quiet);font-weight:normal;font-size:12px}
nav{width:220px;overflow:auto;background:var(--soft);border-right:1px solid var(--line);padding:8px}
nav a{display:flex;justify-content:space-between;gap:8px;padding:8px 12px;border-radius:6px;color:inherit;text-decoration:none}
nav a[aria-current]{background:var(--own)}
main{flex:1;min-width:0;display:flex;flex-direction:column}h1{font-size:16px;margin:0;padding:12px 20px;border-bottom:1px solid var(--line)}
ol{flex:1;overflow:auto;list-style:none;margin:0;padding:12px 20px}
li{margin:0 0 12px;max-width:75%}li.own{margin-left:auto;text-align:right}li.gone{max-width:none;text-align:center;color:var(--quiet);font-size:13px}
p,blockquote{margin:2px 0;white-space:pre-wrap;overflow-wrap:anywhere;text-align:left}
p{display:inline-block;padding:8px 12px;border-radius:8px;background:var(--soft)}.own p{background:var(--own)}.own blockquote{margin-left:auto}
li small{display:block}blockquote{width:fit-content;padding-left:8px;border-left:3px solid var(--line);color:var(--quiet);font-size:13px}
li form button{border:0;background:none;color:var(--quiet);font-size:12px;cursor:pointer;padding:0}
main>form{display:flex;gap:8px;padding:12px 20px;border-top:1px solid var(--line)}
input{flex:1;font:inherit;padding:8px 12px;border:1px solid var(--line);border-radius:6px;background:transparent}
main>form button{font:inherit;padding:8px 16px;border:0;border-radius:6px;background:#3370ff;color:#fff;cursor:pointer}`,
};

/** Replaces the parts of the page that changed. The form stays, so a message that is being written is kept. */
const script: Html = {
	markup: `const list = document.getElementById('messages');
list.scrollTop = list.scrollHeight;
setInterval(async () => {
	const fresh = new DOMParser().parseFromString(await (await fetch(location)).text(), 'text/html');
	for (const part of ['nav', '#messages']) {
		const [now, then] = [document, fresh].map((page) => page.querySelector(part));
		if (now.innerHTML === then.innerHTML) continue;
		now.innerHTML = then.innerHTML;
		list.scrollTop = list.scrollHeight;
	}
}, 1000);`,
};
