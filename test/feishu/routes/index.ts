import type { Route } from '../call';
import { authorizeRoute } from './authorizePage';
import { batchRoutes } from './batchRoutes';
import { botRoutes } from './botRoutes';
import { changeRoutes } from './changeRoutes';
import { chatRoutes } from './chatRoutes';
import { historyRoutes } from './historyRoutes';
import { oauthTokenRoutes } from './oauthTokenRoutes';
import { recallRoutes } from './recallRoutes';
import { sendRoutes } from './sendRoutes';
import { tokenRoutes } from './tokenRoutes';
import { userInfoRoute } from './userInfoRoute';

export const routes: Route[] = [
	...tokenRoutes,
	...botRoutes,
	...sendRoutes,
	...changeRoutes,
	...historyRoutes,
	...chatRoutes,
	...recallRoutes,
	...batchRoutes,
	authorizeRoute,
	...oauthTokenRoutes,
	userInfoRoute,
];
