/** What a message in the NHS App needs (fact nhs-app-needs in api/hero-public-api.yaml). */
export const nhsAppNeeds = 'Needs an NHS number and NHS primary care';
