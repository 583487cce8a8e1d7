import gongfu.kernel.ledger.state
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('statistics', '0002_surveys'),
    ]

    operations = [
        migrations.CreateModel(
            name='SurveyProposal',
            fields=[
                ('survey', models.CharField(max_length=26, primary_key=True, serialize=False)),
                ('place', models.CharField(max_length=12)),
                ('document', models.CharField(max_length=26)),
                ('households', models.PositiveIntegerField()),
                ('results', models.JSONField()),
                ('wrapped', models.BinaryField()),
                ('body', models.BinaryField()),
                ('by', gongfu.kernel.ledger.state.PersonRef(max_length=26)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='survey',
            name='survey_once',
        ),
        migrations.AddField(
            model_name='survey',
            name='reversed_by',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='survey',
            name='reversed_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(condition=models.Q(('reversed_by', None)), fields=('place', 'period'), name='survey_standing'),
        ),
    ]
