/**
 * The words that the scanner knows. The given names and surnames are those of
 * internal/privacy/vornamen.txt and nachnamen.txt, which tell where they are from.
 */
import type { Meaning, Words } from "./text.js";

const lists: Record<Meaning, string> = {
  titled:
    "herr herrn frau dr prof hr",
  contact:
    "ansprechpartner ansprechpartnerin ansprechperson kontakt kontaktperson bearbeiter bearbeiterin sachbearbeiter sachbearbeiterin verfasser verfasserin autor autorin leitung leiter leiterin stellvertretung stellvertreter stellvertreterin vertretung name unterzeichner verantwortlich verantwortliche verantwortlicher absender erstellt geprüft freigegeben",
  signed:
    "gez unterzeichnet",
  greeting:
    "grüßen grüssen grüße auftrag",
  function:
    "bürgermeister bürgermeisterin landrat landrätin amtsleiter amtsleiterin kämmerer kämmerin dezernent dezernentin beigeordneter beigeordnete fachbereichsleiter fachbereichsleiterin abteilungsleiter abteilungsleiterin hauptamtsleiter hauptamtsleiterin geschäftsführer geschäftsführerin oberbürgermeister oberbürgermeisterin ministerin minister direktor direktorin kollege kollegin kollegen hausmeister sekretärin standesbeamter standesbeamtin it-leiter it-leiterin",
  secretly:
    "passwort kennwort password passwd pwd passwortes passphrase zugangscode psk apikey api_key secret secret_key secretkey client_secret access_key accesskey access_token accesstoken api_token token wlanschlüssel netzwerkschlüssel wlankey wpa wpa2 db_password dbpassword pin adminpasswort initialpasswort startpasswort masterpasswort rootpasswort benutzerpasswort wlanpasswort standardpasswort",
  keyed:
    "key schlüssel",
  calling:
    "tel telefon fon fax telefax phone mobil handy mobiltelefon rufnummer telefonnummer mobilnummer handynummer faxnummer hotline ruf festnetz diensthandy rufbereitschaft telefonisch anrufen fernruf",
  extension:
    "durchwahl dw nebenstelle apparat app",
  given:
    "achim adam adelheid adrian agnes ahmet aischa albert alexander alexandra alfred ali alina alois amelie amir andrea andreas andrej angela angelika anita anja anke anna annalena anne annegret anneliese annemarie annette annika antje anton antonia arne arnold artur astrid axel ayse barbara bastian beate beatrix ben benedikt benjamin bernd bernhard bert berthold bettina birgit birgitta birte björn bodo brigitte britta bruno burkhard carina carl carla carmen carolin carolina carsten cem charlotte christa christel christian christiane christina christine christof christoph clara claudia claus clemens constanze cornelia cornelius dagmar daniel daniela david denis dennis detlef diana dieter dietmar dietrich dirk dominik dora dorothea dorothee eberhard eckhard edeltraud edgar edith eduard elena elfriede elias elisa elisabeth elke ellen elli elsa else elvira emil emilia emily emma emre erhard eric erich erik erika erna erwin esther eugen eva evelyn fabian fatma felix ferdinand finn florian franz franziska frauke friederike friedhelm friedrich frieda fritz gabriel gabriele georg gerald gerd gerda gerhard gerlinde gero gertrud gesine gisela gottfried gregor greta gudrun guido günter günther gunnar gustav hanna hannah hannelore hannes hans hans-jürgen hans-peter harald harry hartmut hasan hedwig heike heiko heiner heinrich heinz helena helene helga hella helmut hendrik henning henriette henrik henry herbert heribert hermann hilde hildegard hilke holger horst hubert hubertus hugo ibrahim igor ilona ilse imke ina ines inga inge ingeborg ingo ingrid irene irina irmgard isabel isabell isabella ivan ivonne jakob jan jana jannik janina janine jannis jasmin jennifer jens jessica joachim jochen johann johanna johannes jonas jonathan jörg jörn josef josefine joseph judith julia julian juliane jürgen justus jutta kai-uwe karen karin karina karl karl-heinz karla karolin karoline karsten kaspar katarina katharina kathrin kathleen katja katrin kemal kerstin kevin klara klaus klaus-dieter klaudia konrad konstantin konstanze kristian kristin kristina kurt lara larissa lars laura lea lena leon leonard leonhard leonie lieselotte lilli lina linda lisa lothar louis luca lucas ludger ludwig luis luisa luise lukas lutz lydia magdalena maike maja malte manfred manuel manuela marc marcel marco marcus mareike maren margarete margarethe margit margot margret maria marianne marie marina mario marion markus marlene marlies martha martin martina marvin mathias mathilde matthias maurice maximilian mechthild mehmet meike melanie melina merle mia michael michaela michel miriam mirko mohamed mohammed mona monika monique moritz murat mustafa nadine nadja natalie natascha nele niclas nico nicole niels niklas nils nina noah nora norbert norman olaf ole oliver olga oskar ottilie otto özlem pascal patricia patrick patrik paul paula pauline peter petra philip philipp pia rafael raimund rainer ralf ralph ramona raphael rebecca regina reiner reinhard reinhold renate rene rené ricarda richard rita robert robin roland rolf roman romy ronald ronny rosemarie roswitha rüdiger rudi rudolf rupert ruth sabine sabrina samuel sandra sandro sara sarah sascha saskia sebastian selina sergej sibylle siegfried sigrid silke silvia simon simone sina sofia sofie sonja sophia sophie stefan stefanie steffen steffi stephan stephanie susann susanne svea sven svenja svetlana swantje sybille sylvia tabea tamara tanja tatjana theo theodor theresa therese thilo thomas thorben thorsten tilman tim timo tina tobias tom toni torben torsten traute tristan udo ulf ulla ulrich ulrike ursel ursula ute uwe valentin valentina valeria vanessa vera verena veronika victoria viktor viktoria vincent vivien volker volkmar waldemar waltraud walther wanda wenzel werner wiebke wilfried wilhelm willi willy winfried wolfgang wolfram xaver yannick yasmin yusuf yvonne zeynep",
};

const surnames =
  "müller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schäfer koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger hofmann hartmann lange schmitt werner schmitz krause meier lehmann schmid schulze maier köhler herrmann könig walter mayer huber kaiser fuchs peters lang scholz möller weiß jung hahn schubert vogel friedrich keller günther frank berger winkler roth beck lorenz baumann franke albrecht schuster simon ludwig böhm winter kraus martin schumacher krämer vogt stein jäger otto sommer groß seidel heinrich brandt haas schreiber graf schulte dietrich ziegler kuhn kühn pohl engel horn busch bergmann thomas voigt sauer arnold wolff pfeiffer beckmann janssen hansen petersen jansen kruse lindner wilhelm ernst hübner kramer kaya yilmaz demir nowak kowalski schwarzer ullrich dreyer brinkmann wessels terhorst heitmann niehoff";

export function knownWords(): Words {
  const meanings = new Map<string, Meaning>();
  for (const [meaning, list] of Object.entries(lists) as [Meaning, string][]) {
    for (const word of list.split(" ")) meanings.set(word, meaning);
  }
  return { meanings, surnames: new Set(surnames.split(" ")) };
}
