/**
 * English words that the names of fields have in many APIs. A word that many people have as a name, such as mark, rose or
 * april, must not be added: it would let the name of a patient into a report.
 */
export const commonWords =
	'able about absent accept accepted access account action activate activated active activity actor actual added ' +
	'additional adjusted adjustment adult advocate after age agent agreed alert alias allergy alone alternate ' +
	'alternative always amended amount and annual answer answered any api app application applied applies approval ' +
	'approve approved archived area armed arrived as ask aspect assign assigned assignment associated at attached ' +
	'attempt attend attended attributes audience audit author authorised authorized available avatar average awaiting ' +
	'background balance banner barcode base before begin behaviour being best between biological birth blocked bmi ' +
	'body booked boolean born both bounced braille branch british browser budget buffer building bulk business button ' +
	'by cache calendar call callback called caller can cancelled capacity caption card care carer case caution ceased ' +
	'certificate changed charge chargeable charged chat checked child choice citizenship city claim class clear ' +
	'clicked clinic clinical clinician closed closing code colour column comment commission company complete ' +
	'completed completion compressed concern condition conference confidence config confirmation confirmed conflict ' +
	'connected connection consent constraint consultation contactable contain content contract conversation converted ' +
	'cost count counter country county course cover coverage created creation creator credit criteria csv currency ' +
	'current cursor custom daily dashboard data date day days dead deadline death deceased decided decimal decision ' +
	'declined decrease default degree delay deleted delivered delivery department dependent deposit depth description ' +
	'destination detail details detected device diary difference digital direct direction disabled discharged ' +
	'discount dismissed dispatched dispensing display displayed distance document documented domain done dosage dose ' +
	'draft driver due duration edit editable edited editor effective eligibility eligible email emergency emis ' +
	'employee employer empty enabled encoding encounter end ended engine entered entity entry environment equal error ' +
	'errors escalated estimate estimated ethnic ethnicity even every exact example excluded exemption exists expected ' +
	'expired expires explanation extension external extra failing family favourite feature fee feedback female field ' +
	'filename filled final finance finished first fit fixed flag flags flavour floor folder followup font footer for ' +
	'force forename format forwarded frequency friendly from full funded funding future gateway gender general ' +
	'generated generation given global goal gp grade granted gross group guardian guest handle has hash health ' +
	'hearing height help helper hidden high hint history hold holiday home hospital hour hourly hours housebound ' +
	'household how href html http https icon id identity ignored image immigration impairment important imported ' +
	'inactive inbound inbox included income incomplete increase index individual info initial inner input inserted ' +
	'install instruction insurance integer integration intended interaction internal interpreter interval invalid ' +
	'invitation invite invited ip is iso issued item items job join joined json just key keyword kin kind known lab ' +
	'label language large last later latest lead learning left legacy legal length letter level licence like limit ' +
	'link linked links list listed live living loaded locale locked log logo loyalty mailbox main male managed ' +
	'manager manual mapping marital marketing match matched maternal maximum measure measurement media medication ' +
	'member membership menu merchant merged message meta metadata method mfa middle military milliseconds min minimum ' +
	'minor minute minutes missed missing mobile mode model modified modifier module money month months more most ' +
	'moved mri multiple name national nationality native net network never new newest next nhs nickname nightly no ' +
	'none normal not noted notes notice notified nullable number nurse object observation occupation occurred ' +
	'occurrence of offer office official offset old oldest on online only opened opening operation operator opinion ' +
	'opt opted optional options or order ordered ordering organisation organization origin original os other out ' +
	'outbound outcome outer output over overdue override own owner package page pagination paid panel paper parameter ' +
	'parent parking part partial participant past path pathway paused pay payer payload pdf pds pending per ' +
	'percentage period permissions person personal pharmacist pharmacy phone physical picture pin pinned place ' +
	'placeholder plan planned platform plural point popular portal position positive possible postal postcode ' +
	'practitioner preference preferred prefix pregnancy pregnant prepaid prepared present pressure preview previous ' +
	'price primary prior priority private problem procedure process processed processing product profile program ' +
	'progress pronoun proof properties proxy public published purchase purpose push qualification quantity queue ' +
	'queued range rank rate rating raw reach reached read reading ready real reason reasonable rebooked recall ' +
	'receipt receive received recent record recorded recurring redirect reduced reference referral referred refund ' +
	'refunded refuse refused region rejected related relation relationship relative released relevant religion ' +
	'reminder remote removed renewal reopened repeat repeated replaced replacement replied report reported repository ' +
	'request requested requester require requirement reservation reset resolution resolved resource responded ' +
	'responsible rest restored restriction resubmitted result results retry returned review reviewed reviewer ' +
	'revision revoked reward risk role root rota route routine row rule run running safe sample saved scale scan ' +
	'schedule school scope score screen screening second secondary seconds secret section secure seen segment select ' +
	'selected self seller sender sensitive sent separate sequence serial server session settings severity sexual ' +
	'shape share shared shift shipping show shown side sight sign signature signed similar single site size skip ' +
	'skipped slug small smoker smoking sms snapshot social software sort sorted source spare special specialty spend ' +
	'split spoken sso staff stage standard start started starting state statement static status step still stock stop ' +
	'stopped storage store stored strategy stream strength strict style sub submit substitute subtitle subtype ' +
	'success successful suffix suggestion suite summary supplier support supported supporting surgery surname ' +
	'surprise survey suspended switch symbol symptom sync synced system table tag tags target tariff tax team ' +
	'technical temporary tenant terminal test text than that theatre theme then third this thread threshold through ' +
	'thumbnail ticket tier time timestamp timezone timing title to today toggle token tomorrow tone tool top topic ' +
	'total tracking trade transaction transfer transferred translated translation transport treatment tree triage ' +
	'triaged trigger true trusted turn type typed types ui unassigned unavailable unconfirmed under unique unit ' +
	'universal unknown unpaid unread unsubscribed upcoming update updated upload uploaded urgency urgent uri url ' +
	'usage used useful user username utc uuid vaccination vaccine valid validated validity value values variable ' +
	'variant vat vendor verified verify version veteran via video view viewed virtual visibility visible visit volume ' +
	'voucher vulnerable waiting waitlist wall warning was web website week weekday weekend weekly weeks weight ' +
	'wheelchair when where which width window with withdrawn without work worker workflow working workspace wrapper ' +
	'write written xml year yearly years yes yet zone';
