// The three ways money can reach a borrower, told by speed and finality.
export const RAIL_CARDS = [
  {
    value: "ACH",
    title: "ACH",
    aside: "next banking day",
    description: "The ordinary transfer. Arrives on the next banking day; your bank can still send it back.",
  },
  {
    value: "WIRE",
    title: "Wire",
    aside: "the same banking day",
    description: "Arrives the same day when banks are open. Final once it has arrived.",
  },
  {
    value: "RTP",
    title: "RTP",
    aside: "within seconds",
    description:
      "A real-time payment, any day and hour. Final once it has arrived. Not every bank takes part.",
  },
];
