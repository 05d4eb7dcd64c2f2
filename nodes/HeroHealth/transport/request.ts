import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { CircuitBreaker } from './circuitBreaker';
import type { Cancellation } from './wait';

/** n8n's context of an item, a dropdown, an activation or a delivery. */
export type RequestContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| IWebhookFunctions;

/** One HTTP request to Hero. */
export interface HeroRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** From the first slash after the host, with placeholders in braces: /v1/appointments/{id}. */
	path: string;
	/** True if the user typed the path: it may hold values of the item, which errors must not repeat. */
	isCustomPath?: boolean;
	/** Values for the placeholders. */
	pathValues?: IDataObject;
	query?: IDataObject;
	body?: IDataObject;
	/** Headers in addition to those of every request. */
	headers?: Record<string, string>;
	/** The practice group to act for, instead of the credential's. */
	practiceGroupId?: string;
}

/** Facts about a request that its error messages name. */
export interface ErrorContext {
	/** Labels on the screen by Hero's names. */
	labels?: Record<string, string>;
	/** The message for a 404 if the default does not fit. */
	notFoundMeans?: string;
	/** The message for a 409 if the default does not fit. */
	conflictMeans?: string;
	/** An open question in Hero's documentation of this call. */
	evidenceNote?: string;
	itemIndex?: number;
}

/** The options for sending one request. */
export interface SendOptions {
	/** Milliseconds to wait for the response to one attempt; without a run, to all attempts together. */
	timeoutMs?: number;
	/** Milliseconds within which a further attempt may begin; 0 for a single attempt. */
	retryWindowMs?: number;
	/** The effect of a second delivery of the same request; by default `nothing` for GET and DELETE. */
	onRepeat?: 'nothing' | 'again';
	/** The run that the request belongs to; a dropdown, an activation or a delivery has none. */
	run?: RunOptions;
	errorContext?: ErrorContext;
}

/** The options that all requests of a run share. */
export interface RunOptions extends Cancellation {
	/** The highest number of requests in flight. */
	parallel: number;
	/** Disables retries. */
	isRetryDisabled: boolean;
	/** Fails requests early while Hero does not respond at all. */
	circuitBreaker?: CircuitBreaker;
}
