"""Addresses of cooperative farming: /fields/coop/ for the head and work, the rest for others."""

from django.urls import path

from gongfu.faces.web.fields import (
    begin,
    correcting,
    home,
    land,
    marks,
    members,
    mine,
    mine_statement,
    officer,
    officer_crops,
    officer_form,
    officer_patterns,
    plan,
    shares,
    stock,
    support,
    support_forms,
    trace,
    units,
    work,
)

urlpatterns = [
    path("fields/", begin.begin, name="fields"),
    path("fields/units/", units.choose, name="farm-units"),
    # the cooperative's head, and work in the field
    path("fields/coop/<str:cooperative>/", home.home, name="farm"),
    path("fields/coop/<str:cooperative>/work/", work.work, name="farm-work"),
    path("fields/coop/<str:cooperative>/sow/", work.sow, name="farm-sow"),
    path(
        "fields/coop/<str:cooperative>/crops/<str:sowing>/harvest/",
        work.harvest,
        name="farm-harvest",
    ),
    path("fields/coop/<str:cooperative>/crops/<str:sowing>/event/", work.event, name="farm-event"),
    path("fields/coop/<str:cooperative>/crops/<str:sowing>/clear/", work.clear, name="farm-clear"),
    path("fields/coop/<str:cooperative>/stock/", stock.stock, name="farm-stock"),
    path("fields/coop/<str:cooperative>/batches/<str:batch>/", stock.batch, name="farm-batch"),
    path("fields/coop/<str:cooperative>/batches/<str:batch>/sell/", stock.sell, name="farm-sell"),
    path(
        "fields/coop/<str:cooperative>/batches/<str:batch>/grade/", stock.grade, name="farm-grade"
    ),
    path("fields/coop/<str:cooperative>/cost/", stock.cost, name="farm-cost"),
    path("fields/coop/<str:cooperative>/members/", members.members, name="farm-members"),
    path("fields/coop/<str:cooperative>/members/join/", members.join, name="farm-join"),
    path("fields/coop/<str:cooperative>/members/grant/", members.grant, name="farm-grant"),
    path(
        "fields/coop/<str:cooperative>/members/<str:household>/capital/",
        members.pay,
        name="farm-capital",
    ),
    path(
        "fields/coop/<str:cooperative>/members/<str:household>/leave/",
        members.leave,
        name="farm-leave",
    ),
    path("fields/coop/<str:cooperative>/records/", stock.records, name="farm-records"),
    path("fields/coop/<str:cooperative>/records/<int:number>/", stock.record, name="farm-record"),
    path(
        "fields/coop/<str:cooperative>/records/<int:number>/take-back/",
        stock.take_back,
        name="farm-take-back",
    ),
    path(
        "fields/coop/<str:cooperative>/records/<int:number>/correct/",
        correcting.correct,
        name="farm-correct",
    ),
    path("fields/coop/<str:cooperative>/land/", land.plots, name="farm-plots"),
    path("fields/coop/<str:cooperative>/land/new/", land.register, name="farm-plot-new"),
    path("fields/coop/<str:cooperative>/land/file/", land.take, name="farm-plots-take"),
    path("fields/coop/<str:cooperative>/land/<str:plot>/", land.plot, name="farm-plot"),
    path(
        "fields/coop/<str:cooperative>/land/<str:plot>/change/",
        land.change,
        name="farm-plot-change",
    ),
    path(
        "fields/coop/<str:cooperative>/land/<str:plot>/split/", land.split, name="farm-plot-split"
    ),
    path(
        "fields/coop/<str:cooperative>/land/<str:plot>/merge/", land.merge, name="farm-plot-merge"
    ),
    path(
        "fields/coop/<str:cooperative>/land/<str:plot>/hand/", land.hand_on, name="farm-plot-hand"
    ),
    path("fields/coop/<str:cooperative>/marks/", marks.marks, name="farm-marks"),
    path("fields/coop/<str:cooperative>/plan/", plan.plan, name="farm-plan"),
    path("fields/coop/<str:cooperative>/plan/go-on/", plan.go_on, name="farm-plan-on"),
    path("fields/coop/<str:cooperative>/plan/adopt/", plan.adopt, name="farm-plan-adopt"),
    path("fields/coop/<str:cooperative>/plan/what-if/", plan.what_if, name="farm-what-if"),
    path("fields/coop/<str:cooperative>/plan/plots/<str:plot>/", plan.whys, name="farm-plan-whys"),
    # households, officers, buyers
    path("fields/mine/", mine.mine, name="my-fields"),
    path("fields/mine/work/", mine.work, name="my-field-work"),
    path("fields/shares/", shares.begin, name="shares"),
    path("fields/shares/in/<str:cooperative>/", shares.shares_in, name="shares-in"),
    path("fields/shares/in/<str:cooperative>/rule/", shares.rule, name="shares-rule"),
    path("fields/shares/in/<str:cooperative>/propose/", shares.propose, name="shares-propose"),
    path("fields/shares/waiting/<str:about>/", shares.confirm, name="shares-confirm"),
    path("fields/shares/<str:sharing>/", shares.sharing, name="sharing"),
    path("fields/shares/<str:sharing>/pay/", shares.pay, name="sharing-pay"),
    path("fields/shares/<str:sharing>/act/", shares.act, name="sharing-act"),
    path(
        "fields/shares/<str:sharing>/of/<str:household>/",
        mine_statement.statement,
        name="statement",
    ),
    path("fields/support/", support.begin, name="support"),
    path("fields/support/due/", support.due, name="support-due"),
    path("fields/support/find/", support.find, name="support-find"),
    path("fields/support/owed/", support.owed, name="support-owed"),
    path("fields/support/promises/<str:obligation>/act/", support.act, name="obligation-act"),
    path("fields/support/<str:household>/", support.household, name="support-household"),
    path("fields/support/<str:household>/ask/", support_forms.ask, name="support-ask"),
    path("fields/support/<str:household>/agree/", support_forms.agree, name="support-agree"),
    path("fields/support/<str:household>/income/", support_forms.income, name="support-income"),
    path("fields/support/<str:household>/leave/", support_forms.leave, name="support-leave"),
    path("fields/officer/", officer.officer, name="fields-officer"),
    path("fields/officer/patterns/", officer_patterns.patterns, name="patterns"),
    path("fields/crops/", officer_crops.crops, name="crops"),
    path("fields/crops/<str:code>/", officer_crops.crop, name="crop"),
    path("fields/families/<str:code>/", officer_crops.family, name="family"),
    path("fields/officer/patterns/<str:code>/", officer_form.pattern, name="pattern"),
    path("trace/", trace.find, name="trace-find"),
    path("trace/<str:batch>/", trace.trace, name="trace"),
    path("trace/<str:batch>/label/", trace.label, name="trace-label"),
]
