package io.watchfire.notifiers.message;

import io.watchfire.evaluator.alert.Reason;
import io.watchfire.evaluator.rule.Level;
import io.watchfire.notifiers.Notice.Status;
import java.time.Duration;

enum KoreanWords implements Words {
    INSTANCE;

    @Override
    public String project() {
        return "프로젝트 이름";
    }

    @Override
    public String projectCode() {
        return "프로젝트 코드";
    }

    @Override
    public String application() {
        return "애플리케이션 이름";
    }

    @Override
    public String eventMessage() {
        return "이벤트 메시지";
    }

    @Override
    public String startedAt() {
        return "이벤트 시작 시간";
    }

    @Override
    public String changedAt() {
        return "레벨 변경 시간";
    }

    @Override
    public String endedAt() {
        return "이벤트 종료 시간";
    }

    @Override
    public String lasted() {
        return "지속 시간";
    }

    @Override
    public String levelLabel() {
        return "레벨";
    }

    @Override
    public String valueAtEnd() {
        return "복구 시 값";
    }

    @Override
    public String endReason() {
        return "종료 사유";
    }

    @Override
    public String labels() {
        return "레이블";
    }

    @Override
    public String alerts() {
        return "알림 수";
    }

    @Override
    public String kind(Status status) {
        return switch (status) {
            case FLAPPING -> "상태 반복";
            case REPEAT -> "지속 중";
            case SUMMARY -> "지연된 알림";
            case FIRING, LEVEL, RESOLVED -> throw new IllegalArgumentException(status.text());
        };
    }

    @Override
    public String level(Level level) {
        return switch (level) {
            case INFO -> "정보";
            case WARNING -> "경고";
            case CRITICAL -> "위험";
        };
    }

    /** Korean monitoring screens keep the English word for recovery; both stand here. */
    @Override
    public String end(Reason reason) {
        return switch (reason) {
            case NO_DATA -> "데이터 없음";
            case RULE_REMOVED -> "규칙 삭제";
            case CONDITION, FOR, OCCURRENCES, LEVEL, RECOVERY -> "복구 RECOVERED";
        };
    }

    @Override
    public String noDataFor(Duration silence) {
        return duration(silence) + " 동안 데이터 없음";
    }

    @Override
    public String ruleRemoved() {
        return "규칙이 삭제, 비활성화 또는 변경됨";
    }

    @Override
    public String duration(Duration duration) {
        return Words.duration(duration, "일", "시간", "분", "초", "밀리초");
    }
}
