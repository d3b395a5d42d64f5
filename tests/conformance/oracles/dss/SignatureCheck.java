import eu.europa.esig.dss.detailedreport.DetailedReport;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.reports.Reports;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.io.PrintStream;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;

/**
 * What EU DSS says of the signatures of papers, by the policy that it is shipped with, off line.
 *
 * usage: SignatureCheck CA.pem [--at YYYY-MM-DD]... FILE...
 *
 * Judges each file as of now and as of each day that is named. Prints one line for each signature,
 * and one for a file that has none: file, day ("now"), field, format, indication, and everything
 * that DSS complains of ("error KEY", "warning KEY", "undefined change"), separated by tabs.
 */
public final class SignatureCheck {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws Exception {
        SimpleDateFormat days = new SimpleDateFormat("yyyy-MM-dd");
        days.setTimeZone(TimeZone.getTimeZone("UTC"));
        List<String> when = new ArrayList<>(List.of("now"));
        List<String> files = new ArrayList<>();
        for (int at = 1; at < arguments.length; at++) {
            if (arguments[at].equals("--at")) {
                when.add(arguments[++at]);
            } else {
                files.add(arguments[at]);
            }
        }
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
        for (String file : files) {
            for (String day : when) {
                try {
                    Date moment = day.equals("now") ? null : days.parse(day);
                    tell(file, day, judge(file, moment, trusted));
                } catch (Throwable fault) {
                    line(file, day, "-", "-", "EXCEPTION", fault.getClass().getSimpleName());
                }
            }
        }
    }

    private static Reports judge(String file, Date moment, CommonTrustedCertificateSource trusted) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(trusted);
        verifier.setAIASource(null);
        verifier.setCrlSource(null);
        verifier.setOcspSource(null);
        PDFDocumentValidator validator = new PDFDocumentValidator(new FileDocument(file));
        validator.setCertificateVerifier(verifier);
        validator.setEnableEtsiValidationReport(false);
        if (moment != null) {
            validator.setValidationTime(moment);
        }
        return validator.validateDocument();
    }

    private static void tell(String file, String day, Reports reports) {
        SimpleReport simple = reports.getSimpleReport();
        DetailedReport detailed = reports.getDetailedReport();
        List<String> ids = simple.getSignatureIdList();
        if (ids.isEmpty()) {
            line(file, day, "-", "-", "NONE");
        }
        for (String id : ids) {
            SignatureWrapper signature = reports.getDiagnosticData().getSignatureById(id);
            List<String> told = new ArrayList<>();
            for (Message message : detailed.getAdESValidationErrors(id)) {
                told.add("error " + message.getKey());
            }
            for (Message message : detailed.getAdESValidationWarnings(id)) {
                told.add("warning " + message.getKey());
            }
            signature.getPdfUndefinedChanges().forEach(change -> told.add("undefined change"));
            List<String> cells = new ArrayList<>(List.of(file, day));
            cells.add(String.join("+", signature.getSignatureFieldNames()));
            cells.add(String.valueOf(simple.getSignatureFormat(id)));
            cells.add(String.valueOf(simple.getIndication(id)));
            cells.addAll(told);
            line(cells.toArray(new String[0]));
        }
    }

    private static void line(String... cells) {
        OUT.println(String.join("\t", cells));
    }
}
