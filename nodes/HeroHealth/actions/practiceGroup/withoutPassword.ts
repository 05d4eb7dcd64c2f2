import type { IDataObject } from 'n8n-workflow';

/** Removes passwords from a response. The login for the prescription partner can be written, but never read. */
export const withoutPassword = (response: IDataObject): IDataObject =>
	JSON.parse(
		JSON.stringify(response, (name, value: unknown) => (name === 'password' ? undefined : value)),
	) as IDataObject;
