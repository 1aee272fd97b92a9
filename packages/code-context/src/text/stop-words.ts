/** English words that every issue and every comment has, and that say nothing about where code is. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    "a about after all also although always am an and another any are as at be because been before being both but by can " +
    "cannot could did do does doing done each e.g eg either else etc even every few for from had has have having he her " +
    "here him his how however i i.e ie if in into is it its itself just let like made make may me might more most much " +
    "must my no nor not now of off on once one only or other our out over own per please same shall she should since so " +
    "some still such than that the their them then there these they this those through to too under until up upon us " +
    "use used uses using very via want was way we were what when where whether which while who whom whose why will with " +
    "within without would yes yet you your"
  ).split(" "),
);
