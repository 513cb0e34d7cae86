/** The folder of the links in invitations. */
export const INVITATIONS = "/invitation";
