// Twin of stop.go: words that say nothing about what a text is about.

const stopWords = new Set(
  `
aber alle allein allem allen aller allerdings alles als also am an andere anderem anderen anderer anderes
anders auch auf aus ausser bei beide beiden beider beides beim bereits besonders bevor bin bis bisher bist bzw
da dabei dadurch dafur dagegen daher dahin damit danach daneben dann daran darauf daraus darf darfst darin
daruber darum darunter das dass davon davor dazu dein deine deinem deinen deiner deines dem demnach den denen
denn dennoch der deren derer derjenige derjenigen derselbe derselben des deshalb dessen desto deswegen dich die
diejenige diejenigen dies diese dieselbe dieselben diesem diesen dieser dieses dir doch dort du durch durfen
durfte durften ebenfalls ebenso ehe eher eigen eigene eigenen eigener eigenes ein eine einem einen einer eines
einige einigem einigen einiger einiges einmal einzelne einzelnen entweder er es etc etwa etwas euch euer eure
eurem euren eurer falls fast fur gab gar geben gegen gegenuber gehabt gemass genau genug gern gewesen gibt ggf
habe haben hat hatte hatten hattest her hier hierbei hierfur hierzu hin hinter hoch ich ihm ihn ihnen ihr ihre
ihrem ihren ihrer ihres im immer in indem infolge inkl innerhalb ins insbesondere ist ja je jede jedem jeden
jeder jedes jedoch jemand jene jenem jenen jener jenes jetzt jeweilige jeweiligen jeweils kann kannst kaum kein
keine keinem keinen keiner keines konnen konnt konnte konnten lassen lasst lediglich leider machen macht man
manche manchem manchen mancher manches mehr mein meine meinem meinen meiner meines meist mich mindestens mir
mit mithilfe mochte mochten muss mussen musst musste mussten nach nachdem nachher neben nein nicht nichts nie
niemand noch nun nur ob oben oder oft ohne per pro schon sehr seid sein seine seinem seinen seiner seines seit
selbst sich sie sind so sobald sofern sogar solange solch solche solchem solchen solcher solches soll sollen
sollst sollt sollte sollten somit sondern sonst soweit sowie sowohl statt stets trotz uber uberhaupt um und uns
unser unsere unserem unseren unserer unter usw viel viele vielen vieler vielleicht vom von vor vorher wahrend
wann war waren warst warum was weder wegen weil weiter weitere weiterem weiteren weiterer weiteres weiterhin
welche welchem welchen welcher welches wem wen wenig wenige weniger wenn wer werde werden werdet wessen wie
wieder wieso will willst wir wird wirst wo wobei wodurch wofur woher wohin wohl wollen wollte wollten womit
woran worauf woraus worin worum wozu wurde wurden zu zudem zufolge zum zumindest zur zusammen zwar zwischen
bspw z zb u ua d dh v i vgl sog gem
`
    .trim()
    .split(/\s+/),
);

/** isStop reports whether a folded word is a stop word. */
export function isStop(folded: string): boolean {
  return stopWords.has(folded);
}
