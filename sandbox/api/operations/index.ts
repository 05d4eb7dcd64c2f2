import { adminOperations } from './admins';
import { appointmentListOperations } from './appointmentList';
import { appointmentOperations } from './appointments';
import { appointmentTypeOperations } from './appointmentTypes';
import { automatedMessageOperations } from './automatedMessages';
import { batchMessageOperations } from './batchMessages';
import { bookingLinkOperations } from './bookingLinks';
import { consultantOperations } from './consultants';
import { episodeOperations } from './episodes';
import { formResponseOperations } from './formResponses';
import { formOperations } from './forms';
import { healthRecordOperations } from './healthRecords';
import { invoicingOperations } from './invoicing';
import { linkOperations } from './links';
import { locationOperations } from './locations';
import { mergingOperations } from './merging';
import { messageOperations } from './messages';
import type { Operations } from './operation';
import { partnerOperations } from './partners';
import { patientOperations } from './patients';
import { pharmacyOperations } from './pharmacies';
import { practiceGroupOperations } from './practiceGroup';
import { practitionerOperations } from './practitioners';
import { reschedulingOperations } from './rescheduling';
import { slotOperations } from './slots';
import { snomedOperations } from './snomed';
import { subscriptionOperations } from './subscriptions';
import { taskOperations } from './tasks';
import { webhookOperations } from './webhooks';

/** Every operation of the sandbox, by operationId. */
export const operations: Operations = {
	...practiceGroupOperations,
	...adminOperations,
	...patientOperations,
	...healthRecordOperations,
	...mergingOperations,
	...messageOperations,
	...snomedOperations,
	...batchMessageOperations,
	...automatedMessageOperations,
	...appointmentOperations,
	...appointmentListOperations,
	...reschedulingOperations,
	...slotOperations,
	...practitionerOperations,
	...locationOperations,
	...appointmentTypeOperations,
	...bookingLinkOperations,
	...linkOperations,
	...formOperations,
	...formResponseOperations,
	...episodeOperations,
	...taskOperations,
	...invoicingOperations,
	...pharmacyOperations,
	...subscriptionOperations,
	...consultantOperations,
	...partnerOperations,
	...webhookOperations,
};
