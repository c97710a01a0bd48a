package io.watchfire.benchmarks.condition;

import com.googlecode.aviator.AviatorEvaluator;
import com.googlecode.aviator.AviatorEvaluatorInstance;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.io.Serializable;
import java.util.Map;
import org.apache.commons.jexl3.JexlBuilder;
import org.apache.commons.jexl3.JexlEngine;
import org.apache.commons.jexl3.JexlExpression;
import org.codehaus.janino.ExpressionEvaluator;
import org.mvel2.MVEL;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.MapAccessor;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/** Other libraries, each in its fastest mode. */
public final class Peers {
    private static final JexlEngine JEXL =
            new JexlBuilder().cache(0).strict(true).create();
    private static final CelCompiler CEL = CelCompilerFactory.standardCelCompilerBuilder()
            .addVar("okindName", SimpleType.STRING)
            .addVar("oname", SimpleType.STRING)
            .addVar("url", SimpleType.STRING)
            .addVar("resp_time", SimpleType.DOUBLE)
            .addVar("sql_fetch_count", SimpleType.DOUBLE)
            .addVar("error_count", SimpleType.DOUBLE)
            .addVar("tx_count", SimpleType.DOUBLE)
            .addVar("tps", SimpleType.DOUBLE)
            .build();
    private static final CelRuntime CEL_RUNTIME =
            CelRuntimeFactory.standardCelRuntimeBuilder().build();
    private static final AviatorEvaluatorInstance AVIATOR = AviatorEvaluator.newInstance();

    private Peers() {}

    /** What Janino makes: a class with this one method. Public, as that class comes from another loader. */
    public interface JavaCondition {
        boolean test(Map<String, Object> e);
    }

    static CelRuntime.Program cel(String text) throws Exception {
        return CEL_RUNTIME.createProgram(CEL.compile(text).getAst());
    }

    static com.googlecode.aviator.Expression aviator(String text) {
        return AVIATOR.compile(text, false);
    }

    static JexlExpression jexl(String text) {
        return JEXL.createExpression(text);
    }

    static Serializable mvel(String text) {
        return MVEL.compileExpression(text);
    }

    static SpelExpression spel(String text) {
        SpelParserConfiguration compiled =
                new SpelParserConfiguration(SpelCompilerMode.MIXED, Peers.class.getClassLoader());
        return (SpelExpression) new SpelExpressionParser(compiled).parseExpression(text);
    }

    static EvaluationContext spelContext() {
        return SimpleEvaluationContext.forPropertyAccessors(new MapAccessor(false))
                .withInstanceMethods()
                .withCompilationSupported()
                .build();
    }

    static JavaCondition janino(String java) throws Exception {
        ExpressionEvaluator evaluator = new ExpressionEvaluator();
        evaluator.setParentClassLoader(Peers.class.getClassLoader());
        return evaluator.createFastEvaluator(java, JavaCondition.class, "e");
    }
}
