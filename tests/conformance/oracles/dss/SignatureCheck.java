import eu.europa.esig.dss.detailedreport.DetailedReport;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.pades.validation.PDFDocumentValidator;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.executor.signature.DefaultSignatureProcessExecutor;
import eu.europa.esig.dss.validation.policy.ValidationPolicyLoader;
import eu.europa.esig.dss.validation.reports.Reports;

import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        List<String> later = new ArrayList<>();
        List<String> files = new ArrayList<>();
        for (int at = 1; at < arguments.length; at++) {
            if (arguments[at].equals("--at")) {
                later.add(arguments[++at]);
            } else {
                files.add(arguments[at]);
            }
        }
        CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
        trusted.addCertificate(DSSUtils.loadCertificate(new File(arguments[0])));
        for (String file : files) {
            try {
                Reports reports = judge(file, trusted);
                tell(file, "now", reports);
                for (String day : later) {
                    tell(file, day, again(reports, days.parse(day)));
                }
            } catch (Throwable fault) {
                line(file, "now", "-", "-", "EXCEPTION", fault.getClass().getSimpleName());
            }
        }
    }

    private static Reports judge(String file, CommonTrustedCertificateSource trusted) {
        CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
        verifier.setTrustedCertSources(trusted);
        verifier.setAIASource(null);
        verifier.setCrlSource(null);
        verifier.setOcspSource(null);
        PDFDocumentValidator validator = new PDFDocumentValidator(new FileDocument(file));
        validator.setCertificateVerifier(verifier);
        validator.setEnableEtsiValidationReport(false);
        return validator.validateDocument();
    }

    /** Judges what was found once more, by the same policy, as of another day. */
    private static Reports again(Reports first, Date moment) {
        DefaultSignatureProcessExecutor executor = new DefaultSignatureProcessExecutor();
        executor.setDiagnosticData(first.getDiagnosticDataJaxb());
        executor.setCurrentTime(moment);
        executor.setEnableEtsiValidationReport(false);
        executor.setValidationPolicy(
            ValidationPolicyLoader.fromDefaultValidationPolicy().create());
        return executor.execute();
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
